package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax over the causal half of attention scores, row i over columns 0 .. i, with ALiBi and
 * dropout; rows lie {@code Lanes.pad(length)} apart.
 *
 * <p>Of a row, whole groups of sixteen columns up to the one of the diagonal are read and written:
 * zero behind the diagonal, undefined behind its group.
 *
 * <p>A dropped weight is kept as its negative, so that one array holds weights and mask.
 */
final class CausalSoftmax {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final int COUNT = Lanes.COUNT;
  private static final float BEHIND = 1e30f;

  private final int length;
  private final int padded;
  private final float scale;
  private final float[] partial = new float[COUNT];

  /**
   * @param scale factor of all scores
   */
  CausalSoftmax(int length, float scale) {
    this.length = length;
    this.padded = Lanes.pad(length);
    this.scale = scale;
  }

  /**
   * What is added to scores: -slope * distance, at the place of query and key; behind the diagonal
   * so much that nothing is left of the score.
   */
  float[] distances(double slope) {
    float[] table = new float[padded + COUNT];
    Arrays.fill(table, -BEHIND);
    for (int x = 0; x < padded; x++) {
      table[x] = (float) (-slope * (padded - 1 - x));
    }
    return table;
  }

  /**
   * Scores q k' at {@code p[at ...]} [length, padded] become weights.
   *
   * @param distances from {@link #distances}
   */
  void forward(float[] p, int at, float[] distances) {
    for (int i = 0; i < length; i++) {
      int row = at + i * padded;
      int end = (i / COUNT + 1) * COUNT;
      float max = scaleAndFindMax(p, row, end, distances, padded - 1 - i);
      Exponential.replace(p, row, row + end, max);
      multiply(p, row, end, 1 / Lanes.sum(p, row, end, partial));
    }
  }

  private static void multiply(float[] p, int row, int end, float factor) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector.fromArray(FLOATS, p, row + k).mul(factor).intoArray(p, row + k);
    }
  }

  private float scaleAndFindMax(float[] p, int row, int end, float[] distances, int distanceAt) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    FloatVector max = FloatVector.broadcast(FLOATS, -BEHIND);
    for (int k = 0; k < end; k += STEP) {
      FloatVector distance = FloatVector.fromArray(FLOATS, distances, distanceAt + k);
      FloatVector score = FloatVector.fromArray(FLOATS, p, row + k).fma(factor, distance);
      score.intoArray(p, row + k);
      max = max.max(score);
    }
    max.intoArray(partial, 0);
    return Lanes.largest(partial, STEP);
  }

  /**
   * Applies factors [length, length] at {@code factors[factorsAt ...]}: {@code dropped} receives
   * the weights that attention uses, and p the negative of those that are dropped.
   */
  void drop(float[] p, int at, float[] factors, int factorsAt, float[] dropped) {
    for (int i = 0; i < length; i++) {
      int end = (i / COUNT + 1) * COUNT;
      dropRow(p, at + i * padded, factors, factorsAt + i * length, dropped, i * padded, end);
    }
  }

  private static void dropRow(
      float[] p, int row, float[] factors, int factorRow, float[] dropped, int to, int end) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k);
      FloatVector factor = FloatVector.fromArray(FLOATS, factors, factorRow + k);
      weight.mul(factor).intoArray(dropped, to + k);
      weight.blend(weight.neg(), factor.compare(VectorOperators.LE, 0f)).intoArray(p, row + k);
    }
  }

  /** The weights that attention used, from what {@link #drop} left in p. */
  void dropAgain(float[] p, int at, float kept, float[] dropped) {
    for (int i = 0; i < length; i++) {
      int end = (i / COUNT + 1) * COUNT;
      dropRowAgain(p, at + i * padded, kept, dropped, i * padded, end);
    }
  }

  private static void dropRowAgain(
      float[] p, int row, float kept, float[] dropped, int to, int end) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector.fromArray(FLOATS, p, row + k).max(0f).mul(kept).intoArray(dropped, to + k);
    }
  }

  /**
   * The gradient of the weights in d [length, padded] becomes that of q k'.
   *
   * @param kept what dropout multiplied kept weights by; 1 for no dropout
   */
  void backward(float[] p, int at, float kept, float[] d) {
    for (int i = 0; i < length; i++) {
      int end = (i / COUNT + 1) * COUNT;
      float mean = dropAndAverage(p, at + i * padded, kept, d, i * padded, end);
      differentiate(p, at + i * padded, mean, d, i * padded, end);
    }
  }

  /** A dropped weight (negative) passes no gradient, but stays in the softmax. Sums p dp. */
  private float dropAndAverage(float[] p, int row, float kept, float[] d, int dRow, int end) {
    for (int part = 0; part < COUNT; part += STEP) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = part; k < end; k += COUNT) {
        FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k);
        FloatVector gradient = FloatVector.fromArray(FLOATS, d, dRow + k).mul(kept);
        gradient = gradient.blend(0f, weight.compare(VectorOperators.LE, 0f));
        gradient.intoArray(d, dRow + k);
        sum = weight.abs().fma(gradient, sum);
      }
      sum.intoArray(partial, part);
    }
    return Lanes.fold(partial, 0);
  }

  /** ds = p (dp - sum(p dp)) scale. */
  private void differentiate(float[] p, int row, float mean, float[] d, int dRow, int end) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k).abs();
      FloatVector gradient = FloatVector.fromArray(FLOATS, d, dRow + k).sub(mean);
      weight.mul(gradient).mul(scale).intoArray(d, dRow + k);
    }
  }
}
