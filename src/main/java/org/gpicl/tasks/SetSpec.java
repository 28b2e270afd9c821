package org.gpicl.tasks;

import java.util.Objects;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.source.Split;

/**
 * Specifies one generated set completely: equal specs give equal numbers.
 *
 * @param role what the set is for, which decides its random streams
 * @param images the image set and how its pixels become vectors
 * @param split which images are drawn from
 * @param seed the seed of tasks and draws
 * @param tasks how many tasks: the first of the role's stream
 * @param matrixScale standard deviation of the entries of A
 * @param examples samples or sequences
 * @param items how many items; {@link #FRESH} for a training set in which every item is new
 */
public record SetSpec(
    SetRole role,
    ImageSpec images,
    Split split,
    int seed,
    long tasks,
    double matrixScale,
    Examples examples,
    long items) {

  /**
   * The number of items of an endless set, each item with a drawn task and new images (the paper's
   * training data).
   */
  public static final long FRESH = Long.MAX_VALUE;

  private static final double MOST_KEPT_MATRICES = 1 << 30;

  /** The smallest {@code matrixScale} that suits half precision. */
  public static final double LEAST_MATRIX_SCALE = 1e-5;

  /** The largest {@code matrixScale} that suits half precision. */
  public static final double MOST_MATRIX_SCALE = 100;

  public SetSpec {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(examples, "examples");
    if (seed < 0 || tasks < 1 || items < 1) {
      throw new IllegalArgumentException("not a set: seed, tasks or items out of range");
    }
    if (!(matrixScale >= LEAST_MATRIX_SCALE && matrixScale <= MOST_MATRIX_SCALE)) {
      throw new IllegalArgumentException(
          "entries of A with a standard deviation of "
              + matrixScale
              + " do not suit half precision: 0.00001 to 100 does");
    }
    if (items == FRESH && examples instanceof Examples.Samples) {
      throw new IllegalArgumentException("samples are normalised over their set: it must end");
    }
  }

  /** Whether the set is endless: every item is new. */
  public boolean fresh() {
    return items == FRESH;
  }

  /**
   * The task of an item. Finite sets go through the tasks in equal contiguous runs, so that one
   * matrix serves a whole run (batches are drawn in random order anyway); fresh sets draw a task
   * for each item.
   */
  public long taskOf(long item) {
    return taskOf(item, tasks);
  }

  /** The task of an item while only the first {@code inUse} tasks of a fresh set are. */
  long taskOf(long item, long inUse) {
    if (fresh()) {
      return new RandomStream(seed, Stream.TRAINING_TASK).below(inUse, item, 0);
    }
    return Math.multiplyHigh(item, tasks) != 0 || item * tasks < 0
        ? java.math.BigInteger.valueOf(item)
            .multiply(java.math.BigInteger.valueOf(tasks))
            .divide(java.math.BigInteger.valueOf(items))
            .longValueExact()
        : item * tasks / items;
  }

  /**
   * Whether the set is fresh and has so many tasks (a gigabyte of matrices or more) that a device
   * had better draw the matrices itself than wait for the processor. Depends on the spec alone,
   * since where a sequence is produced decides the last bits of its numbers.
   */
  public boolean matricesAreNew() {
    return fresh() && (double) matrixBytes() * tasks > MOST_KEPT_MATRICES;
  }

  /** Bytes of one task's matrix in memory, in single precision. */
  public long matrixBytes() {
    long features = images.features();
    return Float.BYTES * features * features;
  }

  /** Rows in an item, of {@code images.features()} numbers each. */
  public int length() {
    return examples.length();
  }

  /** Bytes of all items, in half precision with one byte per label. */
  public double bytes() {
    return (double) items * length() * (2.0 * images.features() + 1);
  }
}
