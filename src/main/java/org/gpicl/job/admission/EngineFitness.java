package org.gpicl.job.admission;

import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.job.run.RunResult;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.Precision;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
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
      engine.description(); // loads what it needs, as does the next
      sweep.cells().stream()
          .map(cell -> cell.spec().precision())
          .distinct()
          .forEach(engine::products);
    } catch (EngineException e) {
      return Optional.of(new RunResult.Refused(e.getMessage()));
    }
    return records.remaining().unfinished(sweep).stream()
        .filter(cell -> !engine.supports(cell.model(), cell.spec().precision()))
        .findFirst()
        .map(cell -> new RunResult.Refused(reason(cell)));
  }

  private String reason(Cell cell) {
    if (cell.model() instanceof AdaptedMlpSpec) {
      return "engine %s cannot compute %s; --engine vector can, with precision: 32"
          .formatted(engine.name(), cell.key());
    }
    return "engine %s computes %s in 32 bits here; precision: %s needs %s"
        .formatted(
            engine.name(),
            cell.key(),
            cell.spec().precision().key(),
            (cell.model() instanceof LstmSpec ? "a GPU and --engine libtorch" : "--engine libtorch")
                + (cell.spec().precision() == Precision.BFLOAT16
                    ? ", or --engine vector on a processor with AMX or AVX512-BF16"
                    : ""));
  }
}
