package org.gpicl.job.admission;

import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.job.run.RunResult;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Refuses a run whose engine cannot train the cells that are left. */
public final class EngineFitness implements AdmissionCheck {
  private final Engine engine;
  private final CellRecords records;

  public EngineFitness(Engine engine, CellRecords records) {
    this.engine = engine;
    this.records = records;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    try {
      engine.devices();
      engine.description(); // loads what it needs
    } catch (EngineException e) {
      return Optional.of(new RunResult.Refused(e.getMessage()));
    }
    return records.remaining().unfinished(sweep).stream()
        .map(cell -> cell.spec().precision())
        .filter(precision -> !engine.supports(precision))
        .findFirst()
        .map(
            precision ->
                new RunResult.Refused(
                    "engine %s computes in 32 bits; precision: %s needs --engine libtorch"
                        .formatted(engine.name(), precision.key())));
  }
}
