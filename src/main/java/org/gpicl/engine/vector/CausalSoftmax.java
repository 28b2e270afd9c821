package org.gpicl.engine.vector;

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

  /** ALiBi's additions, -slope * distance, at place distance to the left of the last but 15. */
  float[] distances(double slope) {
    float[] table = new float[padded + COUNT];
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
      int diagonal = i / COUNT * COUNT;
      int alibi = padded - 1 - i;
      float max = scaleAndFindMax(p, row, diagonal, i - diagonal, distances, alibi);
      for (int part = 0; part < COUNT; part += STEP) {
        FloatVector sum = FloatVector.zero(FLOATS);
        int k = part;
        for (; k < diagonal; k += COUNT) {
          FloatVector e = Exponential.of(FloatVector.fromArray(FLOATS, p, row + k).sub(max));
          e.intoArray(p, row + k);
          sum = sum.add(e);
        }
        FloatVector e = Exponential.of(FloatVector.fromArray(FLOATS, p, row + k).sub(max));
        e = e.mul(Lanes.upTo(i - diagonal, part));
        e.intoArray(p, row + k);
        sum.add(e).intoArray(partial, part);
      }
      float factor = 1 / Lanes.fold(partial);
      for (int k = 0; k <= i; k += STEP) {
        FloatVector.fromArray(FLOATS, p, row + k).mul(factor).intoArray(p, row + k);
      }
    }
  }

  private float scaleAndFindMax(
      float[] p, int row, int diagonal, int last, float[] distances, int alibi) {
    for (int part = 0; part < COUNT; part += STEP) {
      FloatVector max = FloatVector.broadcast(FLOATS, -BEHIND);
      int k = part;
      for (; k < diagonal; k += COUNT) {
        FloatVector s = scaled(p, row + k, distances, alibi + k);
        s.intoArray(p, row + k);
        max = max.max(s);
      }
      FloatVector live = Lanes.upTo(last, part);
      FloatVector s = scaled(p, row + k, distances, alibi + k).mul(live);
      s = live.sub(1f).fma(FloatVector.broadcast(FLOATS, BEHIND), s);
      s.intoArray(p, row + k);
      max.max(s).intoArray(partial, part);
    }
    return Lanes.foldMax(partial);
  }

  private FloatVector scaled(float[] p, int at, float[] distances, int distanceAt) {
    return FloatVector.fromArray(FLOATS, p, at)
        .fma(
            FloatVector.broadcast(FLOATS, scale),
            FloatVector.fromArray(FLOATS, distances, distanceAt));
  }

  /**
   * Applies factors [length, length] at {@code factors[factorsAt ...]}: {@code dropped} receives
   * the weights that attention uses, and p the negative of those that are dropped.
   */
  void drop(float[] p, int at, float[] factors, int factorsAt, float[] dropped) {
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = 0; i < length; i++) {
      int end = (i / COUNT + 1) * COUNT;
      for (int k = 0; k < end; k += STEP) {
        FloatVector weight = FloatVector.fromArray(FLOATS, p, at + i * padded + k);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, factorsAt + i * length + k);
        weight.mul(factor).intoArray(dropped, i * padded + k);
        weight
            .neg()
            .blend(weight, factor.compare(VectorOperators.GT, zero))
            .intoArray(p, at + i * padded + k);
      }
    }
  }

  /** The weights that attention used, from what {@link #drop} left in p. */
  void dropAgain(float[] p, int at, float kept, float[] dropped) {
    for (int i = 0; i < length; i++) {
      int end = (i / COUNT + 1) * COUNT;
      for (int k = 0; k < end; k += STEP) {
        FloatVector weight = FloatVector.fromArray(FLOATS, p, at + i * padded + k);
        weight.max(0f).mul(kept).intoArray(dropped, i * padded + k);
      }
    }
  }

  /**
   * The gradient of the weights in d [length, padded] becomes that of q k'.
   *
   * @param kept what dropout multiplied kept weights by; 1 for no dropout
   */
  void backward(float[] p, int at, float kept, float[] d) {
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = 0; i < length; i++) {
      int row = at + i * padded;
      int end = (i / COUNT + 1) * COUNT;
      for (int part = 0; part < COUNT; part += STEP) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int k = part; k < end; k += COUNT) {
          FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k);
          FloatVector gradient = FloatVector.fromArray(FLOATS, d, i * padded + k).mul(kept);
          // A dropped weight (negative) passes no gradient, but stays in the softmax.
          gradient = zero.blend(gradient, weight.compare(VectorOperators.GT, zero));
          gradient.intoArray(d, i * padded + k);
          sum = weight.abs().fma(gradient, sum);
        }
        sum.intoArray(partial, part);
      }
      float mean = Lanes.fold(partial);
      // ds = p (dp - sum(p dp)) scale
      for (int k = 0; k < end; k += STEP) {
        FloatVector weight = FloatVector.fromArray(FLOATS, p, row + k).abs();
        FloatVector gradient = FloatVector.fromArray(FLOATS, d, i * padded + k).sub(mean);
        weight.mul(gradient).mul(scale).intoArray(d, i * padded + k);
      }
    }
  }
}
