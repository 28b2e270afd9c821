package org.gpicl.job.estimate;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.sweep.Cell;

/** Really makes some small steps of a model, to see how long they take. */
final class StepTimer {
  private static final double FLOPS_OF_A_SMALL_STEP = 1e9;
  private static final int LEAST_STEPS = 3;
  private static final long SETTLED_NANOSECONDS = 250_000_000;
  private static final long MOST_NANOSECONDS = 6_000_000_000L;
  private static final double IMPROVEMENT = 0.9;
  private static final double SHARE_OF_A_BUSY_COMPILER = 0.2;

  private final Engine engine;
  private final LongSupplier nanos;
  private final LongSupplier compilers;

  /**
   * @param nanos the clock
   * @param compilers nanoseconds of processor time that the other threads of this process have
   *     taken, which are those of the compiler
   */
  StepTimer(Engine engine, LongSupplier nanos, LongSupplier compilers) {
    this.engine = engine;
    this.nanos = nanos;
    this.compilers = compilers;
  }

  /**
   * What was seen of a model.
   *
   * @param trainerBytes what the engine allocated on the Java heap for it
   * @param scatter how many times as long as the quickest step the usual one took
   */
  record Measurement(StepTime time, long trainerBytes, double scatter) {
    /** The less disturbed one of two of the same model. */
    Measurement orQuicker(Measurement other, int batch) {
      return other.time.of(batch) < time.of(batch) ? other : this;
    }
  }

  /**
   * Measures the model of a cell.
   *
   * @param smallest the smallest batch that its time is asked for
   * @param largest the largest one; steps of many operations are made with less
   */
  Measurement measure(Cell cell, int smallest, int largest) {
    TrainingState state = TrainingState.initial(cell.model(), cell.spec());
    // The first time, an engine may do things of which nothing stays.
    engine.open(cell.model(), cell.spec(), state, () -> false).close();
    long before = allocatedBytes();
    try (Trainer trainer = engine.open(cell.model(), cell.spec(), state, () -> false)) {
      long bytes = allocatedBytes() - before;
      double affordable = FLOPS_OF_A_SMALL_STEP / cell.model().trainingFlopsPerItem();
      int many = (int) Math.max(1, Math.min(largest, Math.max(2, affordable)));
      int few = many == largest ? Math.min(smallest, many) : many / 2;
      Seen ofMany = seconds(trainer, cell, many);
      if (few == many) {
        return new Measurement(new StepTime(ofMany.usual(), 0), bytes, ofMany.scatter());
      }
      Seen ofFew = seconds(trainer, cell, few);
      StepTime time =
          many == largest
              ? StepTime.between(few, ofFew.usual(), many, ofMany.usual())
              : StepTime.beyond(few, ofFew.usual(), many, ofMany.usual());
      return new Measurement(time, bytes, ofMany.scatter());
    }
  }

  /** Seconds of the quickest step and of the usual one. */
  private record Seen(double quickest, double usual) {
    double scatter() {
      return quickest > 0 ? usual / quickest : 1;
    }
  }

  /**
   * Makes steps until they have got no quicker for a while in which nothing was compiled. On a busy
   * machine the compiler has to wait for its turn, and code that is not compiled seems settled.
   */
  private Seen seconds(Trainer trainer, Cell cell, int items) {
    Batch batch = new Batch(items, cell.model().length(), cell.model().inputs());
    Arrays.fill(batch.inputs(), 0.1f);
    List<Double> settled = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    long start = nanos.getAsLong();
    long compiled = compilers.getAsLong();
    long since = start;
    long now = start;
    while (settled.size() < LEAST_STEPS || now - start < MOST_NANOSECONDS) {
      long begin = nanos.getAsLong();
      trainer.step(batch);
      now = nanos.getAsLong();
      double took = (now - begin) / 1e9;
      if (took < IMPROVEMENT * best) {
        best = took;
        since = now;
        compiled = compilers.getAsLong();
        settled.clear();
      }
      settled.add(took);
      if (now - since >= SETTLED_NANOSECONDS && settled.size() >= LEAST_STEPS) {
        long compiling = compilers.getAsLong() - compiled;
        if (compiling < SHARE_OF_A_BUSY_COMPILER * (now - since)) {
          break;
        }
        since = now;
        compiled += compiling;
        settled.clear();
      }
    }
    settled.sort(null);
    return settled.isEmpty()
        ? new Seen(best, best)
        : new Seen(settled.get(0), settled.get(settled.size() / 2));
  }

  /** What this thread has allocated on the Java heap since it began. */
  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getThreadAllocatedBytes(Thread.currentThread().getId())
        : 0;
  }
}
