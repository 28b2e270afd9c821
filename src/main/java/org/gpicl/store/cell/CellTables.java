package org.gpicl.store.cell;

import java.time.Clock;
import org.gpicl.store.CellTable;
import org.gpicl.store.CrashTable;
import org.gpicl.store.CurveTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.ParametersTable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables that hold cells and what belongs to them. */
public record CellTables(
    CellTable cells,
    CheckpointTable checkpoints,
    ParametersTable parameters,
    CurveTable curves,
    EvaluationTable evaluations,
    ProvenanceTable provenance,
    CrashTable crashes,
    CellMove moves) {

  /** Those of one database. */
  public static CellTables of(JdbcClient jdbc, Clock clock) {
    return new CellTables(
        new CellTable(jdbc, clock),
        new CheckpointTable(jdbc, clock),
        new ParametersTable(jdbc),
        new CurveTable(jdbc),
        new EvaluationTable(jdbc),
        new ProvenanceTable(jdbc),
        new CrashTable(jdbc),
        new CellMove(jdbc));
  }
}
