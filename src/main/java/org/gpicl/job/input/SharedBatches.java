package org.gpicl.job.input;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.gpicl.engine.Trainer;
import org.gpicl.job.workers.CommonBatches;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.SetSpec;

/** The batches of a run's trainings that are made once for several of them. */
public final class SharedBatches {
  private final CommonBatches common;
  private final Function<SetSpec, ExampleSet> sets;
  private final Map<CommonBatches.Contents, Shared> open = new HashMap<>();

  /**
   * @param sets opens generated sets
   */
  public SharedBatches(CommonBatches common, Function<SetSpec, ExampleSet> sets) {
    this.common = common;
    this.sets = sets;
  }

  private static final class Shared {
    private final ExampleSet set;
    private final BatchRing ring;
    private int users;

    Shared(Cell cell, ExampleSet set) {
      this.set = set;
      this.ring = new BatchRing(new CellBatches(cell, set));
    }
  }

  /**
   * The batches of a cell, if others of the sweep have the same.
   *
   * @param core that the training leaves while it waits
   * @param stopped whether to wait no longer, which ends in {@link
   *     org.gpicl.engine.StepAbandonedException}
   */
  public Optional<BatchFeed> feed(
      Cell cell, Trainer trainer, WorkerCores.Occupied core, BooleanSupplier stopped) {
    return common
        .of(cell)
        .map(
            contents ->
                enter(contents, cell)
                    .ring
                    .join(trainer, cell.spec().steps(), core, stopped, () -> leave(contents)));
  }

  private synchronized Shared enter(CommonBatches.Contents contents, Cell cell) {
    Shared shared =
        open.computeIfAbsent(contents, c -> new Shared(cell, sets.apply(cell.training())));
    shared.users++;
    return shared;
  }

  private synchronized void leave(CommonBatches.Contents contents) {
    Shared shared = open.get(contents);
    shared.users--;
    if (shared.users == 0) {
      open.remove(contents);
      shared.set.close();
    }
  }
}
