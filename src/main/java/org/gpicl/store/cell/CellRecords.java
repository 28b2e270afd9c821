package org.gpicl.store.cell;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CurveTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.ParametersTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of cells: for whoever asks, and changes nothing. */
public final class CellRecords {
  private final CellTable cells;
  private final CurveTable curves;
  private final EvaluationTable evaluations;
  private final ProvenanceTable provenance;
  private final ParametersTable parameters;

  public CellRecords(JdbcClient jdbc, Clock clock) {
    this.cells = new CellTable(jdbc, clock);
    this.curves = new CurveTable(jdbc);
    this.evaluations = new EvaluationTable(jdbc);
    this.provenance = new ProvenanceTable(jdbc);
    this.parameters = new ParametersTable(jdbc);
  }

  /** The rows of those cells that have one, by hash. */
  public Map<String, CellTable.Row> rows(List<Cell> ofCells) {
    return cells.of(ofCells);
  }

  /** The same for who knows their hashes, which take some time to make. */
  public Map<String, CellTable.Row> rowsOf(List<String> hashes) {
    return cells.ofHashes(hashes);
  }

  /** The cells that are not done, in grid order. */
  public List<Cell> unfinished(Sweep sweep) {
    return those(sweep, row -> row.status() != CellStatus.DONE);
  }

  /** The cells that a run takes up by itself, in grid order. */
  public List<Cell> toTrain(Sweep sweep) {
    return those(sweep, CellTable.Row::takenUp);
  }

  private List<Cell> those(Sweep sweep, Predicate<CellTable.Row> wanted) {
    Map<String, CellTable.Row> rows = cells.of(sweep.cells());
    return sweep.cells().stream()
        .filter(
            cell -> wanted.test(rows.getOrDefault(cell.hash(), CellTable.Row.pending(cell.hash()))))
        .toList();
  }

  public Optional<TrainingState> finalParameters(Cell cell) {
    return parameters.find(cell.hash());
  }

  /** The evaluations that finished cells still lack, by cell, in grid order. */
  public Map<Cell, List<EvaluationSet>> unevaluated(Sweep sweep) {
    Map<String, CellTable.Row> rows = cells.of(sweep.cells());
    List<Cell> done =
        sweep.cells().stream()
            .filter(cell -> rows.containsKey(cell.hash()))
            .filter(cell -> rows.get(cell.hash()).status() == CellStatus.DONE)
            .toList();
    Map<String, List<EvaluationTable.Row>> made =
        evaluations.of(done.stream().map(Cell::hash).toList());
    Map<Cell, List<EvaluationSet>> missing = new LinkedHashMap<>();
    for (Cell cell : done) {
      Set<String> definitions =
          made.getOrDefault(cell.hash(), List.of()).stream()
              .map(EvaluationTable.Row::definition)
              .collect(Collectors.toSet());
      List<EvaluationSet> sets =
          sweep.evaluations(cell).stream()
              .filter(set -> !definitions.contains(set.hash()))
              .toList();
      if (!sets.isEmpty()) {
        missing.put(cell, sets);
      }
    }
    return missing;
  }

  /** Everything that is known of a sweep's cells, in grid order. */
  public List<CellOutcome> outcomes(Sweep sweep) {
    return outcomes(sweep, sweep.cells());
  }

  /** The same of some of its cells, in the order given. */
  public List<CellOutcome> outcomes(Sweep sweep, List<Cell> some) {
    List<String> hashes = some.stream().map(Cell::hash).toList();
    Map<String, CellTable.Row> rows = cells.of(some);
    Map<String, List<CurvePoint>> points = curves.of(hashes);
    Map<String, List<EvaluationTable.Row>> measured = evaluations.of(hashes);
    Map<String, List<ProvenanceTable.Row>> ranges = provenance.of(hashes);
    List<CellOutcome> outcomes = new ArrayList<>();
    for (int k = 0; k < hashes.size(); k++) {
      Cell cell = some.get(k);
      String hash = hashes.get(k);
      CellTable.Row row = rows.getOrDefault(hash, CellTable.Row.pending(hash));
      outcomes.add(
          new CellOutcome(
              cell,
              row.status(),
              row.step(),
              row.failure(),
              ranges.getOrDefault(hash, List.of()).stream()
                  .map(range -> "from step " + range.fromStep() + ": " + range.description())
                  .toList(),
              row.trainingSeconds(),
              points.getOrDefault(hash, List.of()),
              inOrder(sweep, cell, measured.getOrDefault(hash, List.of()))));
    }
    return outcomes;
  }

  /** Train and seen, then the evaluations that the sweep asks for, as far as they were made. */
  private static List<Evaluation> inOrder(
      Sweep sweep, Cell cell, List<EvaluationTable.Row> stored) {
    List<Evaluation> inOrder = new ArrayList<>();
    for (String name : List.of(Evaluation.TRAIN, Evaluation.SEEN)) {
      find(stored, Digests.sha256(name)).ifPresent(inOrder::add);
    }
    for (EvaluationSet set : sweep.evaluations(cell)) {
      find(stored, set.hash()).ifPresent(inOrder::add);
    }
    return inOrder;
  }

  private static Optional<Evaluation> find(List<EvaluationTable.Row> rows, String definition) {
    return rows.stream()
        .filter(row -> row.definition().equals(definition))
        .map(EvaluationTable.Row::evaluation)
        .findFirst();
  }
}
