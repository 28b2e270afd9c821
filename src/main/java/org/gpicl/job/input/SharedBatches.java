package org.gpicl.job.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.gpicl.engine.Trainer;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.SetSpec;

/** The batches of a run's trainings that are made once for several of them. */
public final class SharedBatches {
  /** As a part of a training: of two that share batches, the one ahead waits for the other. */
  private static final double LARGEST_GAP = 1 / 20.0;

  private final CommonBatches common;
  private final Function<SetSpec, ExampleSet> sets;
  private final Map<CommonBatches.Contents, List<Shared>> open = new HashMap<>();

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

  /** Whether others of the sweep have a cell's batches, too. */
  public boolean has(Cell cell) {
    return common.of(cell).isPresent();
  }

  /**
   * The batches of a cell that others have, too. Trainings that are far apart do not share them.
   *
   * @param from the step to begin with
   * @param until the step to end before
   * @param core that the training leaves while it waits
   * @param stopped whether to stop waiting, which ends in {@link
   *     org.gpicl.engine.StepAbandonedException}
   */
  public synchronized BatchFeed feed(
      Cell cell,
      long from,
      long until,
      Trainer trainer,
      WorkerCores.Occupied core,
      BooleanSupplier stopped) {
    CommonBatches.Contents contents = common.of(cell).orElseThrow();
    List<Shared> rings = open.computeIfAbsent(contents, c -> new ArrayList<>());
    Optional<Shared> near =
        rings.stream()
            .filter(one -> one.ring.isNear(from, (long) (LARGEST_GAP * cell.spec().steps())))
            .findFirst();
    Shared shared = near.orElseGet(() -> new Shared(cell, sets.apply(cell.training())));
    if (near.isEmpty()) {
      rings.add(shared);
    }
    shared.users++;
    return shared.ring
    .new Member(from, until, trainer, core, stopped, () -> leave(contents, shared));
  }

  private synchronized void leave(CommonBatches.Contents contents, Shared shared) {
    shared.users--;
    if (shared.users == 0) {
      open.get(contents).remove(shared);
      shared.set.close();
    }
  }
}
