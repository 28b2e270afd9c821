package org.gpicl.job.estimate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.gpicl.engine.Engine;
import org.gpicl.job.input.CommonBatches;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.Workers;
import org.gpicl.model.Precision;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.NamedSets;
import org.gpicl.tasks.set.TaskSets;

/** The disk and memory that a sweep's cells need, known before anything is started. */
public final class CellDemand {
  /** The least that a micro-batch's activations are counted as. */
  private static final double MICRO_BATCH_BYTES = 4 << 20;

  /**
   * What one layer multiplies in 16 bits, and its product: at least this, or a byte a parameter.
   */
  private static final double HALVED_LAYER_BYTES = 8 << 20;

  private static final int CHECKPOINTS_KEPT = 2;
  private static final int GRADIENTS = 1;

  /** Encoded, as pages of the database, and as the growing buffer that these are written from. */
  private static final int COPIES_ON_THE_WAY = 7;

  /**
   * What is on the heap beside cells and images: Spring, the database's cache, and room to breathe.
   */
  private static final double PROGRAM_HEAP_BYTES = 60e6;

  /** Of each cell of the sweep what it is, what is known of it, and its rows of the report. */
  private static final double CELL_HEAP_BYTES = 4_000;

  /** What the JVM takes beside the heap: its code, its compilers, threads, libraries. */
  private static final double PROGRAM_NATIVE_BYTES = 190e6;

  private static final double PIXEL_BYTES = Float.BYTES;

  private final Sweep sweep;
  private final CommonBatches common;
  private final int cellsAtATime;
  private final Set<SetSpec> stored;

  /**
   * @param engine what trains the cells, where it is to
   */
  public CellDemand(Engine engine, Sweep sweep) {
    this.sweep = sweep;
    this.common = new CommonBatches(engine, sweep);
    int places = new EngineSlots(engine, sweep, Workers.count(sweep), common.most()).size();
    this.cellsAtATime = Math.min(places, sweep.cells().size());
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
    return parameters + beside(this::checkpointBytes);
  }

  /**
   * Bytes of the Java heap that a worker needs for a cell at its worst moment.
   *
   * @param trainerBytes what the engine needs for it, as measured
   */
  public double memoryBytes(Cell cell, double trainerBytes) {
    double parameters = Float.BYTES * (double) cell.model().parameterCount();
    // Engines that keep things off the heap measure less than they hold.
    double least =
        stateBytes(cell)
            + (1 + GRADIENTS) * parameters
            + Math.max(MICRO_BATCH_BYTES, Float.BYTES * (double) cell.model().activationsPerItem());
    // At its end, a copy of the state, and its parameters as bytes on their way into the database.
    double storing = stateBytes(cell) + COPIES_ON_THE_WAY * parameters;
    return Math.max(least, trainerBytes) + batchBytes(cell) + storing;
  }

  /** Bytes of a batch, and of the logits of its items. */
  private static double batchBytes(Cell cell) {
    double numbersOfAnItem =
        (double) cell.model().length() * (cell.model().inputs() + 1 + cell.model().classes());
    return Float.BYTES * cell.spec().batch() * numbersOfAnItem;
  }

  /** Bytes of the whole process, as the system counts them while the heap is bounded. */
  public double runMemoryBytes(ToDoubleFunction<Cell> trainerBytes) {
    return PROGRAM_NATIVE_BYTES
        + producedBytes()
        + beside(CellDemand::halvedBytes)
        + helpers() * largest(CellDemand::halvedBytes)
        + heapBytes(trainerBytes);
  }

  /** Bytes of the copies in 16 bits, of parameters and of what one layer multiplies. */
  private static double halvedBytes(Cell cell) {
    return cell.spec().precision() == Precision.FLOAT32
        ? 0
        : Short.BYTES * (double) cell.model().parameterCount()
            + Math.max(HALVED_LAYER_BYTES, cell.model().parameterCount());
  }

  /** Bytes that the Java heap must be able to hold. */
  public double heapBytes(ToDoubleFunction<Cell> trainerBytes) {
    return PROGRAM_HEAP_BYTES
        + sweep.cells().size() * CELL_HEAP_BYTES
        + imageBytes()
        + beside(cell -> memoryBytes(cell, trainerBytes.applyAsDouble(cell)))
        // Cells that share their batches have one more of them ahead.
        + (common.most() > 1 ? cellsAtATime * largest(CellDemand::batchBytes) : 0)
        // Cores that help have activations and gradients of their own.
        + helpers() * largest(trainerBytes);
  }

  /** Cores that help others. */
  private int helpers() {
    return Math.max(0, Workers.cores(sweep) - cellsAtATime());
  }

  /** The images of every set that the sweep reads, which all workers share. */
  private double imageBytes() {
    return GeneratedSets.of(sweep, sweep.cells()).stream()
        .map(SetSpec::images)
        .distinct()
        .mapToDouble(images -> PIXEL_BYTES * images.features() * NamedSets.images(images))
        .sum();
  }

  /**
   * Matrices and projected images that are kept off the heap while sets are produced, which all
   * workers share, and the matrix that each worker has at hand.
   */
  private double producedBytes() {
    double kept = 0;
    double atHand = 0;
    for (SetSpec set : GeneratedSets.of(sweep, sweep.cells())) {
      if (!stored(set)) {
        int images = NamedSets.images(set.images());
        kept += TaskSets.keptBytes(set, images, GeneratedSets.keptMemory());
        atHand = Math.max(atHand, 2.0 * set.matrixBytes());
      }
    }
    return Math.min(GeneratedSets.keptMemory(), kept) + cellsBeside() * atHand;
  }

  /** How many cells are trained beside each other: one a worker, or some for each GPU. */
  public int cellsAtATime() {
    return cellsAtATime;
  }

  /** The most cells at a time, counting those that share batches. */
  public int cellsBeside() {
    return cellsAtATime - 1 + common.most();
  }

  /** How many cells use each of a cell's batches. */
  int usersOfABatch(Cell cell) {
    return common.users(cell);
  }

  /** The most that cells trained at the same time need together. */
  private double beside(ToDoubleFunction<Cell> bytes) {
    return common.groups().stream()
        .mapToDouble(
            cells ->
                cells.stream()
                    .map(bytes::applyAsDouble)
                    .sorted(Comparator.reverseOrder())
                    .limit(common.most())
                    .mapToDouble(Double::doubleValue)
                    .sum())
        .map(group -> group + (cellsAtATime - 1) * largest(bytes))
        .reduce(cellsAtATime * largest(bytes), Math::max);
  }

  private double largest(ToDoubleFunction<Cell> bytes) {
    return sweep.cells().stream().mapToDouble(bytes).max().orElse(0);
  }
}
