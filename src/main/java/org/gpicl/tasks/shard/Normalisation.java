package org.gpicl.tasks.shard;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.numbers.HalfFloat;

/**
 * Normalises samples by the mean and standard deviation of every feature over their set, computed
 * from the chunks' sums in chunk order.
 */
public final class Normalisation {
  private static final VectorSpecies<Float> FLOATS = HalfFloat.FLOATS;

  private final float[] mean;
  private final float[] deviation;

  private Normalisation(float[] mean, float[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Computes means and deviations.
   *
   * @param sums sums and sums of squares over all items, [2, features]
   */
  public static Normalisation of(double[] sums, long items) {
    int features = sums.length / 2;
    float[] mean = new float[features];
    float[] deviation = new float[features];
    for (int f = 0; f < features; f++) {
      double m = sums[f] / items;
      double variance = Math.max(0, sums[features + f] / items - m * m);
      mean[f] = (float) m;
      float root = (float) Math.sqrt(variance);
      deviation[f] = root > 0 ? root : 1;
    }
    return new Normalisation(mean, deviation);
  }

  /** Adds a chunk's sums, [2, features], to those of the chunks before it. */
  public static void add(double[] total, ShardChunk chunk) {
    for (int k = 0; k < total.length; k++) {
      total[k] += chunk.sums()[k];
    }
  }

  /** Normalises one row, [features], in place. */
  public void apply(float[] x, int at) {
    int f = 0;
    for (; f <= mean.length - FLOATS.length(); f += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, at + f)
          .sub(FloatVector.fromArray(FLOATS, mean, f))
          .div(FloatVector.fromArray(FLOATS, deviation, f))
          .intoArray(x, at + f);
    }
    for (; f < mean.length; f++) {
      x[at + f] = (x[at + f] - mean[f]) / deviation[f];
    }
  }
}
