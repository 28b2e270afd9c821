package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax over the causal half of attention scores, row i over columns 0 to i, with ALiBi and
 * dropout; rows are {@code Lanes.pad(length)} apart.
 *
 * <p>Works on blocks of up to sixteen rows that begin at a multiple of sixteen. Each reads and
 * writes whole groups of sixteen columns up to that of the diagonal, with zeros after the diagonal.
 *
 * <p>A dropped weight is stored negated, so that one array holds weights and mask.
 */
final class CausalSoftmax {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final int COUNT = Lanes.COUNT;
  private static final float BEHIND = 1e30f;

  private final int padded;
  private final float scale;
  private final float[] partial = new float[COUNT * COUNT]; // [rows, 16]
  private final float[] ofRow = new float[COUNT]; // [rows]

  /**
   * @param scale factor of all scores
   */
  CausalSoftmax(int length, float scale) {
    this.padded = Lanes.pad(length);
    this.scale = scale;
  }

  /**
   * What is added to scores: -slope * distance for each query and key, and after the diagonal a
   * number so large that nothing is left of the score.
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
   * Turns the scores q k' at {@code p[at ...]}, of the rows from {@code first} on, into weights.
   *
   * @param distances from {@link #distances}
   */
  void forward(int first, int rows, float[] p, int at, float[] distances) {
    exponentiate(first, rows, p, at, distances);
    for (int i = 0; i < rows; i++) {
      multiply(ofRow[i], p, at + i * padded, first + COUNT);
    }
  }

  /**
   * Works like {@link #forward}, with dropout: {@code dropped} receives the weights that attention
   * uses, laid out like p, and p the negatives of those that are dropped.
   *
   * @param bits the bits of dropout; those of the first row begin at {@code element}
   * @param length bits per row
   */
  void forwardAndDrop(
      int first,
      int rows,
      float[] p,
      int at,
      float[] distances,
      long[] bits,
      int element,
      int length,
      float kept,
      float[] dropped,
      int to) {
    exponentiate(first, rows, p, at, distances);
    for (int i = 0; i < rows; i++) {
      int row = i * padded;
      drop(
          ofRow[i],
          p,
          at + row,
          first + COUNT,
          bits,
          element + i * length,
          kept,
          dropped,
          to + row);
    }
  }

  /** p = exp(score - largest score); {@code ofRow} receives 1 / the sum of each row. */
  private void exponentiate(int first, int rows, float[] p, int at, float[] distances) {
    int end = first + COUNT;
    for (int i = 0; i < rows; i++) {
      scaleAndFindMax(p, at + i * padded, end, distances, padded - 1 - first - i, i * COUNT);
    }
    for (int i = 0; i < rows; i++) {
      ofRow[i] = Lanes.largest(partial, i * COUNT, STEP);
    }
    for (int i = 0; i < rows; i++) {
      int row = at + i * padded;
      Exponential.replace(p, row, row + end, ofRow[i]);
    }
    for (int i = 0; i < rows; i++) {
      Lanes.partialSums(p, at + i * padded, end, partial, i * COUNT);
    }
    for (int i = 0; i < rows; i++) {
      ofRow[i] = 1 / Lanes.fold(partial, i * COUNT);
    }
  }

  private void scaleAndFindMax(
      float[] p, int row, int end, float[] distances, int distanceAt, int to) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    FloatVector max = FloatVector.broadcast(FLOATS, -BEHIND);
    for (int k = 0; k < end; k += STEP) {
      FloatVector distance = FloatVector.fromArray(FLOATS, distances, distanceAt + k);
      FloatVector score = FloatVector.fromArray(FLOATS, p, row + k).fma(factor, distance);
      score.intoArray(p, row + k);
      max = max.max(score);
    }
    max.intoArray(partial, to);
  }

  private static void multiply(float factor, float[] p, int row, int end) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector.fromArray(FLOATS, p, row + k).mul(factor).intoArray(p, row + k);
    }
  }

  private static void drop(
      float factor,
      float[] p,
      int row,
      int end,
      long[] bits,
      int element,
      float kept,
      float[] dropped,
      int to) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k).mul(factor);
      IntVector stays =
          IntVector.broadcast(Bits.INTS, Bits.at(bits, 0, element + k))
              .lanewise(VectorOperators.LSHL, Bits.TO_SIGN)
              .lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      weight
          .mul(kept)
          .reinterpretAsInts()
          .and(stays)
          .reinterpretAsFloats()
          .intoArray(dropped, to + k);
      stays
          .lanewise(VectorOperators.NOT)
          .and(Integer.MIN_VALUE)
          .or(weight.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(p, row + k);
    }
  }

  /** Recomputes the weights that attention used from what {@link #forwardAndDrop} left in p. */
  void dropAgain(int first, int rows, float[] p, int at, float kept, float[] dropped, int to) {
    for (int i = 0; i < rows; i++) {
      dropRowAgain(p, at + i * padded, kept, dropped, to + i * padded, first + COUNT);
    }
  }

  private static void dropRowAgain(
      float[] p, int row, float kept, float[] dropped, int to, int end) {
    for (int k = 0; k < end; k += STEP) {
      FloatVector.fromArray(FLOATS, p, row + k).max(0f).mul(kept).intoArray(dropped, to + k);
    }
  }

  /**
   * Turns the gradient of the rows' weights at {@code d[dAt ...]}, laid out like p, into that of q
   * k'.
   *
   * @param kept the factor of kept weights in dropout; 1 for no dropout
   */
  void backward(int first, int rows, float[] p, int at, float kept, float[] d, int dAt) {
    int end = first + COUNT;
    for (int i = 0; i < rows; i++) {
      dropAndSum(p, at + i * padded, kept, d, dAt + i * padded, end, i * COUNT);
    }
    for (int i = 0; i < rows; i++) {
      ofRow[i] = Lanes.fold(partial, i * COUNT);
    }
    for (int i = 0; i < rows; i++) {
      differentiate(p, at + i * padded, ofRow[i], d, dAt + i * padded, end);
    }
  }

  /** Sums p dp. A dropped weight (negative) passes no gradient, but stays in the softmax. */
  private void dropAndSum(float[] p, int row, float kept, float[] d, int dRow, int end, int to) {
    for (int part = 0; part < COUNT; part += STEP) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = part; k < end; k += COUNT) {
        FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k);
        FloatVector gradient = FloatVector.fromArray(FLOATS, d, dRow + k).mul(kept);
        gradient = gradient.blend(0f, weight.compare(VectorOperators.LE, 0f));
        gradient.intoArray(d, dRow + k);
        sum = weight.abs().fma(gradient, sum);
      }
      sum.intoArray(partial, to + part);
    }
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
