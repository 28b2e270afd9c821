package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrices c of one head of an outer-product LSTM. Each vector holds one number of sixteen
 * sequences: then any size of matrix fills its lanes, and no sum crosses them.
 *
 * <p>Gates are rows of sixteen numbers, k of i, g and f, then l of i, g and f, q and o, of {@code
 * size} rows each. The outer products exist only row by row, and backward computes them again.
 */
final class OuterProductCells {
  static final int LANES = Lanes.COUNT;

  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final FloatVector ONE = Lanes.constant(1f);

  private final int part; // numbers in a part of the gates, and in a row of c
  private final float[] exponentials; // [2, size, lanes] of minus the gates i and f of one row

  OuterProductCells(int size) {
    this.part = size * LANES;
    this.exponentials = new float[2 * part];
  }

  /**
   * Computes c = sigmoid(f + 1) c' + sigmoid(i) g and what q reads from it.
   *
   * @param gates activations of k, l and q
   * @param before where c' is in {@code cells}
   * @param at where c goes
   * @param reads [size, lanes] from {@code readsAt}
   */
  void forward(
      float[] gates,
      int gatesAt,
      float scale,
      float[] cells,
      int before,
      int at,
      float[] reads,
      int readsAt) {
    Arrays.fill(reads, readsAt, readsAt + part, 0f);
    for (int row = 0; row < part; row += LANES) {
      exponentials(gates, gatesAt, row, scale);
      int rowAt = row / LANES * part;
      for (int lane = 0; lane < LANES; lane += STEP) {
        int of = gatesAt + row + lane;
        FloatVector g = FloatVector.fromArray(FLOATS, gates, of + part).mul(scale);
        FloatVector q = FloatVector.fromArray(FLOATS, gates, of + 6 * part);
        for (int k = lane; k < part; k += LANES) {
          FloatVector input = ONE.div(FloatVector.fromArray(FLOATS, exponentials, k).add(ONE));
          FloatVector forget =
              ONE.div(FloatVector.fromArray(FLOATS, exponentials, part + k).add(ONE));
          FloatVector added =
              FloatVector.fromArray(FLOATS, gates, gatesAt + 4 * part + k).mul(g).mul(input);
          FloatVector cell =
              forget.fma(FloatVector.fromArray(FLOATS, cells, before + rowAt + k), added);
          cell.intoArray(cells, at + rowAt + k);
          cell.fma(q, FloatVector.fromArray(FLOATS, reads, readsAt + k))
              .intoArray(reads, readsAt + k);
        }
      }
    }
  }

  /** What q reads from c, in the order of {@link #forward}: the same bits. */
  void read(float[] gates, int q, float[] cells, int at, float[] reads, int readsAt) {
    Arrays.fill(reads, readsAt, readsAt + part, 0f);
    for (int row = 0; row < part; row += LANES) {
      int rowAt = at + row / LANES * part;
      for (int lane = 0; lane < LANES; lane += STEP) {
        FloatVector by = FloatVector.fromArray(FLOATS, gates, q + row + lane);
        for (int k = lane; k < part; k += LANES) {
          FloatVector.fromArray(FLOATS, cells, rowAt + k)
              .fma(by, FloatVector.fromArray(FLOATS, reads, readsAt + k))
              .intoArray(reads, readsAt + k);
        }
      }
    }
  }

  /** exp(-i) and exp(-(f + 1)) for one row of the matrices, so that 1 / (1 + them) are sigmoids. */
  private void exponentials(float[] gates, int gatesAt, int row, float scale) {
    for (int lane = 0; lane < LANES; lane += STEP) {
      int of = gatesAt + row + lane;
      FloatVector i = FloatVector.fromArray(FLOATS, gates, of).mul(-scale);
      FloatVector f = FloatVector.fromArray(FLOATS, gates, of + 2 * part).mul(-scale);
      for (int k = lane; k < part; k += LANES) {
        FloatVector.fromArray(FLOATS, gates, gatesAt + 3 * part + k)
            .mul(i)
            .intoArray(exponentials, k);
        FloatVector.fromArray(FLOATS, gates, gatesAt + 5 * part + k)
            .mul(f)
            .sub(ONE)
            .intoArray(exponentials, part + k);
      }
    }
    Exponential.replace(exponentials, 0, 2 * part, 0f);
  }

  /**
   * Computes the gradients by the activations of k, l and q, and adds those by the scale.
   *
   * @param before where c' is in {@code cells}
   * @param at where c is
   * @param dReads the gradient by what q reads, [size, lanes] from {@code dReadsAt}
   * @param carried the gradient by c from the next token, from {@code carriedAt}; then that by c'
   * @param dGates where gradients go, laid out as the gates
   * @param dScale sums of sixteen sequences
   */
  void backward(
      float[] gates,
      int gatesAt,
      float scale,
      float[] cells,
      int before,
      int at,
      float[] dReads,
      int dReadsAt,
      float[] carried,
      int carriedAt,
      float[] dGates,
      float[] dScale) {
    Arrays.fill(dGates, gatesAt + 3 * part, gatesAt + 6 * part, 0f);
    for (int row = 0; row < part; row += LANES) {
      exponentials(gates, gatesAt, row, scale);
      int rowAt = row / LANES * part;
      differentiateCells(
          gates,
          gatesAt,
          row,
          cells,
          before + rowAt,
          at + rowAt,
          dReads,
          dReadsAt,
          carried,
          carriedAt + rowAt,
          dGates,
          scale);
      differentiateGates(gates, gatesAt, row, scale, dGates, dScale);
    }
  }

  /**
   * The gradient by c' of one row, and by q; the exponentials become the gradients by i and f, and
   * the sum for k of g is complete.
   */
  private void differentiateCells(
      float[] gates,
      int gatesAt,
      int row,
      float[] cells,
      int before,
      int at,
      float[] dReads,
      int dReadsAt,
      float[] carried,
      int carriedAt,
      float[] dGates,
      float scale) {
    int l = gatesAt + 4 * part;
    for (int lane = 0; lane < LANES; lane += STEP) {
      int of = gatesAt + row + lane;
      FloatVector g = FloatVector.fromArray(FLOATS, gates, of + part).mul(scale);
      FloatVector q = FloatVector.fromArray(FLOATS, gates, of + 6 * part);
      FloatVector byQ = FloatVector.zero(FLOATS);
      FloatVector byG = FloatVector.zero(FLOATS);
      for (int k = lane; k < part; k += LANES) {
        FloatVector dRead = FloatVector.fromArray(FLOATS, dReads, dReadsAt + k);
        byQ = dRead.fma(FloatVector.fromArray(FLOATS, cells, at + k), byQ);
        FloatVector dCell = dRead.fma(q, FloatVector.fromArray(FLOATS, carried, carriedAt + k));
        FloatVector forget =
            ONE.div(FloatVector.fromArray(FLOATS, exponentials, part + k).add(ONE));
        FloatVector byForget = dCell.mul(forget);
        byForget.intoArray(carried, carriedAt + k);
        byForget
            .mul(FloatVector.fromArray(FLOATS, cells, before + k))
            .mul(ONE.sub(forget))
            .intoArray(exponentials, part + k);
        FloatVector input = ONE.div(FloatVector.fromArray(FLOATS, exponentials, k).add(ONE));
        FloatVector byCandidate = dCell.mul(input);
        FloatVector candidate = FloatVector.fromArray(FLOATS, gates, l + k);
        byG = byCandidate.fma(candidate, byG);
        byCandidate.fma(g, FloatVector.fromArray(FLOATS, dGates, l + k)).intoArray(dGates, l + k);
        byCandidate.mul(candidate.mul(g)).mul(ONE.sub(input)).intoArray(exponentials, k);
      }
      byQ.intoArray(dGates, of + 6 * part);
      byG.intoArray(dGates, of + part);
    }
  }

  /** From the gradients by i and f of one row to those by k and l; then by the scale. */
  private void differentiateGates(
      float[] gates, int gatesAt, int row, float scale, float[] dGates, float[] dScale) {
    for (int lane = 0; lane < LANES; lane += STEP) {
      int of = gatesAt + row + lane;
      FloatVector i = FloatVector.fromArray(FLOATS, gates, of);
      FloatVector f = FloatVector.fromArray(FLOATS, gates, of + 2 * part);
      FloatVector scaledI = i.mul(scale);
      FloatVector scaledF = f.mul(scale);
      FloatVector byI = FloatVector.zero(FLOATS);
      FloatVector byF = FloatVector.zero(FLOATS);
      for (int k = lane; k < part; k += LANES) {
        int lOfI = gatesAt + 3 * part + k;
        int lOfF = gatesAt + 5 * part + k;
        FloatVector dI = FloatVector.fromArray(FLOATS, exponentials, k);
        byI = dI.fma(FloatVector.fromArray(FLOATS, gates, lOfI), byI);
        dI.fma(scaledI, FloatVector.fromArray(FLOATS, dGates, lOfI)).intoArray(dGates, lOfI);
        FloatVector dF = FloatVector.fromArray(FLOATS, exponentials, part + k);
        byF = dF.fma(FloatVector.fromArray(FLOATS, gates, lOfF), byF);
        dF.fma(scaledF, FloatVector.fromArray(FLOATS, dGates, lOfF)).intoArray(dGates, lOfF);
      }
      FloatVector byG = FloatVector.fromArray(FLOATS, dGates, of + part);
      FloatVector sum = FloatVector.fromArray(FLOATS, dScale, lane);
      sum = byI.fma(i, sum);
      sum = byG.fma(FloatVector.fromArray(FLOATS, gates, of + part), sum);
      byF.fma(f, sum).intoArray(dScale, lane);
      byI.mul(scale).intoArray(dGates, of);
      byG.mul(scale).intoArray(dGates, of + part);
      byF.mul(scale).intoArray(dGates, of + 2 * part);
    }
  }
}
