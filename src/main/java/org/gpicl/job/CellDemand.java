package org.gpicl.job;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;

/** The disk and memory that a sweep's cells need, known before anything is started. */
public final class CellDemand {
  /** Activations of a whole batch are never held at once: micro-batches stay near this size. */
  private static final double MICRO_BATCH_BYTES = 4 << 20;

  private static final int CHECKPOINTS_KEPT = 2;
  private static final int GRADIENTS = 1;
  private static final double PROGRAM_BYTES = 250e6;
  private static final double PIXEL_BYTES = Float.BYTES;
  private static final double IMAGES = 70_000;

  private final Sweep sweep;
  private final Set<SetSpec> stored;

  public CellDemand(Sweep sweep) {
    this.sweep = sweep;
    this.stored = new HashSet<>(GeneratedSets.storable(sweep, sweep.cells()));
  }

  /** Whether a set fits into the disk budget. */
  public boolean stored(SetSpec set) {
    return stored.contains(set);
  }

  public double storedBytes() {
    return stored.stream().mapToDouble(SetSpec::bytes).sum();
  }

  /** Bytes of the checkpoints of a cell in training. */
  public double checkpointBytes(Cell cell) {
    return CHECKPOINTS_KEPT * stateBytes(cell);
  }

  /** Parameters and moments. */
  private static double stateBytes(Cell cell) {
    return Float.BYTES
        * (double) cell.model().parameterCount()
        * (1 + cell.spec().optimiser().moments());
  }

  /** Final parameters of all cells, and the checkpoints of those that run at a time. */
  public double databaseBytes() {
    double parameters =
        sweep.cells().stream().mapToDouble(c -> 4.0 * c.model().parameterCount()).sum();
    return parameters + workers() * largest(this::checkpointBytes);
  }

  /** Bytes that a worker needs for a cell: state, gradients, one batch, activations, matrices. */
  public double memoryBytes(Cell cell) {
    double parameters = Float.BYTES * (double) cell.model().parameterCount();
    double batch =
        Float.BYTES
            * (double) cell.spec().batch()
            * cell.model().length()
            * (cell.model().inputs() + 1);
    double activations =
        Math.max(MICRO_BATCH_BYTES, Float.BYTES * (double) cell.model().activationsPerItem());
    double matrices =
        stored(cell.training())
            ? 0
            : Math.min(
                GeneratedSets.PRODUCED_SET_MEMORY,
                4.0 * Math.pow(cell.training().images().features(), 2) * cell.training().tasks());
    // Once more the state while a checkpoint is encoded.
    return 2 * stateBytes(cell) + (1 + GRADIENTS) * parameters + batch + activations + matrices;
  }

  /** Bytes of the whole process. */
  public double runMemoryBytes() {
    int features = sweep.cells().get(0).training().images().features();
    return PROGRAM_BYTES + IMAGES * features * PIXEL_BYTES + workers() * largest(this::memoryBytes);
  }

  public int workers() {
    return SweepRunner.workers(sweep);
  }

  private double largest(ToDoubleFunction<Cell> bytes) {
    return sweep.cells().stream().mapToDouble(bytes).max().orElse(0);
  }
}
