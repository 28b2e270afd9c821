package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Defines the vectors in use, and sums across lanes that do not depend on their width.
 *
 * <p>Arithmetic is defined on sixteen lanes. A machine with narrower vectors uses several of them;
 * only sums across lanes could reveal the difference, so they are all here.
 */
final class Lanes {
  /** The lanes of the arithmetic, which rows are padded to a multiple of. */
  static final int COUNT = 16;

  /** The widest vectors of this machine, at most sixteen floats. */
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > COUNT
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int STEP = FLOATS.length();

  private Lanes() {}

  /** The smallest multiple of sixteen that is at least {@code count}. */
  static int pad(int count) {
    return (count + COUNT - 1) / COUNT * COUNT;
  }

  /**
   * Copies rows of {@code columns} numbers, which are {@code pad(columns)} apart, to {@code at}.
   */
  static void unpad(float[] padded, int rows, int columns, float[] to, int at) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(padded, row * pad(columns), to, at + row * columns, columns);
    }
  }

  /** An array of {@code pad(count)} numbers: {@code count} ones, then zeros. */
  static float[] live(int count) {
    float[] live = new float[pad(count)];
    Arrays.fill(live, 0, count, 1f);
    return live;
  }

  /**
   * A number in all lanes, for static fields: kernels with fewer calls are compiled more reliably.
   */
  static FloatVector constant(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /** The sum of sixteen partial sums at {@code partial[at .. at + 15]}, folded by halves. */
  static float fold(float[] partial, int at) {
    float a = (partial[at] + partial[at + 8]) + (partial[at + 4] + partial[at + 12]);
    float b = (partial[at + 1] + partial[at + 9]) + (partial[at + 5] + partial[at + 13]);
    float c = (partial[at + 2] + partial[at + 10]) + (partial[at + 6] + partial[at + 14]);
    float d = (partial[at + 3] + partial[at + 11]) + (partial[at + 7] + partial[at + 15]);
    return (a + c) + (b + d);
  }

  /** The largest of {@code partial[at .. at + count - 1]}. */
  static float largest(float[] partial, int at, int count) {
    float max = partial[at];
    for (int lane = 1; lane < count; lane++) {
      max = Math.max(max, partial[at + lane]);
    }
    return max;
  }

  /** The sum of {@code x[at .. at + count - 1]}, count a multiple of sixteen. */
  static float sum(float[] x, int at, int count, float[] partial) {
    partialSums(x, at, count, partial, 0);
    return fold(partial, 0);
  }

  /** Sixteen partial sums of {@code x[at .. at + count - 1]}, for {@link #fold} to add up. */
  static void partialSums(float[] x, int at, int count, float[] partial, int to) {
    for (int part = 0; part < COUNT; part += STEP) {
      FloatVector sum = FloatVector.fromArray(FLOATS, x, at + part);
      for (int k = part + COUNT; k < count; k += COUNT) {
        sum = sum.add(FloatVector.fromArray(FLOATS, x, at + k));
      }
      sum.intoArray(partial, to + part);
    }
  }
}
