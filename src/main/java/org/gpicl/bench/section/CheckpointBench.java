package org.gpicl.bench.section;

import java.io.IOException;
import java.util.List;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.StepTimes;
import org.gpicl.bench.timing.Timing;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.Sweep;

/** Compares storing a training state in the home's database with the step that it interrupts. */
public final class CheckpointBench {
  private final Setting setting;
  private final Ledgers ledgers;
  private final StepTimes times;

  public CheckpointBench(Setting setting, Ledgers ledgers, StepTimes times) {
    this.setting = setting;
    this.ledgers = ledgers;
    this.times = times;
  }

  public Section checkpoints() {
    Section section =
        new Section(
            "checkpoints", "Checkpoint of the notebook's transformer: copy, encode, commit");
    try (Ledgers.Open open = ledgers.open(setting.scratch().resolve("checkpoints"))) {
      for (int width : setting.widths()) {
        measure(section, "h=" + width, Workload.notebookTransformer(width).sweep(), open.ledger());
      }
    } catch (IOException e) {
      throw new EngineException("no database for checkpoints: " + e.getMessage());
    }
    return section;
  }

  private void measure(Section section, String name, Sweep sweep, CellLedger ledger) {
    setting.say("checkpoints " + name);
    Cell cell = sweep.cells().get(0);
    TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
    ledger.begin(cell, "of the bench", "bench");
    try (Trainer trainer = setting.engine().open(cell.model(), cell.spec(), initial, () -> false)) {
      Timing storing =
          setting.roundRobin().time(List.of(new Storing(cell, trainer, ledger))).get(0);
      // Part of the work is done by the database's own threads.
      double checkpoint = storing.wall();
      double step = times.of(cell);
      double numbers =
          (double) cell.model().parameterCount() * (1 + cell.spec().optimiser().moments());
      Section.Row row =
          section
              .row(name)
              .number("MB", numbers * Float.BYTES / 1e6)
              .number("checkpoint ms", checkpoint)
              .number("step ms", step)
              .number("as many steps", checkpoint / step);
      if (sweep.checkpoint() instanceof CheckpointPolicy.EveryTime every) {
        row.percent("of the interval", checkpoint / every.interval().toMillis());
      }
    }
  }

  /** Stores the state of a trainer, one step further with every run. */
  private static final class Storing implements Contestant {
    private final Cell cell;
    private final Trainer trainer;
    private final CellLedger ledger;
    private long step;

    Storing(Cell cell, Trainer trainer, CellLedger ledger) {
      this.cell = cell;
      this.trainer = trainer;
      this.ledger = ledger;
    }

    @Override
    public String name() {
      return "checkpoint";
    }

    @Override
    public double run() {
      TrainingState state = trainer.state();
      TrainingState later =
          new TrainingState(
              ++step, state.parameters(), state.firstMoments(), state.secondMoments());
      ledger.checkpoint(cell, new Checkpoint(later, TrainingProgress.none()), 0);
      return step;
    }
  }
}
