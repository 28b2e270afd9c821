package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.OpLstmSpec;

/**
 * What an outer-product LSTM does to the gates of up to sixteen sequences at one position. Gates
 * and states arrive and leave as rows, one for each sequence; within, they are columns.
 */
final class OuterProductStep {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final int LANES = Lanes.COUNT;
  private static final FloatVector ONE = Lanes.constant(1f);
  private static final FloatVector TWO = Lanes.constant(2f);

  private final int gateCount;
  private final int width;
  private final int heads;
  private final int part; // numbers in a part of a head's gates
  private final int cellsOfHead;
  private final OuterProductCells cells;

  private final float[] gates; // [8 w, lanes] activations
  private final float[] reads; // [w, lanes] tanh(read), then the gradient by read
  private final float[] states; // [w, lanes] h, or the gradient by it
  private final float[] dGates; // [8 w, lanes]
  private final float[] dScale = new float[LANES];
  private float scale;

  OuterProductStep(OpLstmSpec spec) {
    this.gateCount = spec.gates();
    this.width = spec.width();
    this.heads = spec.heads();
    this.part = spec.size() * LANES;
    this.cellsOfHead = spec.size() * part;
    this.cells = new OuterProductCells(spec.size());
    this.gates = new float[gateCount * LANES];
    this.reads = new float[width * LANES];
    this.states = new float[width * LANES];
    this.dGates = new float[gateCount * LANES];
  }

  /** To be called whenever the key scale has changed; {@code scale} is its softplus. */
  void scaleBy(float scale) {
    this.scale = scale;
  }

  /**
   * Computes c and h of one position.
   *
   * @param rows gates before their activations, {@code row} apart from {@code rowsAt}
   * @param before where c of the position before is in {@code c}
   * @param at where c goes
   * @param h states, {@code hRow} apart from {@code hAt}
   */
  void forward(
      int items,
      float[] rows,
      int rowsAt,
      int row,
      float[] c,
      int before,
      int at,
      float[] h,
      int hAt,
      int hRow) {
    toColumns(rows, rowsAt, row, items, gateCount, gates);
    for (int head = 0; head < heads; head++) {
      int gatesAt = head * 8 * part;
      int cell = head * cellsOfHead;
      activate(gatesAt);
      cells.forward(gates, gatesAt, scale, c, before + cell, at + cell, reads, head * part);
    }
    tanh(reads, 0, width * LANES);
    for (int head = 0; head < heads; head++) {
      int o = (head * 8 + 7) * part;
      for (int k = 0; k < part; k += STEP) {
        FloatVector.fromArray(FLOATS, reads, head * part + k)
            .mul(FloatVector.fromArray(FLOATS, gates, o + k))
            .intoArray(states, head * part + k);
      }
    }
    toRows(states, h, hAt, hRow, items, width);
  }

  private void activate(int gatesAt) {
    tanh(gates, gatesAt, gatesAt + 6 * part);
    int o = gatesAt + 7 * part;
    for (int k = o; k < o + part; k += STEP) {
      FloatVector.fromArray(FLOATS, gates, k).neg().intoArray(gates, k);
    }
    Exponential.replace(gates, o, o + part, 0f);
    for (int k = o; k < o + part; k += STEP) {
      ONE.div(FloatVector.fromArray(FLOATS, gates, k).add(ONE)).intoArray(gates, k);
    }
  }

  private static void tanh(float[] x, int from, int to) {
    for (int k = from; k < to; k += STEP) {
      FloatVector.fromArray(FLOATS, x, k).mul(-2f).intoArray(x, k);
    }
    Exponential.replace(x, from, to, 0f);
    for (int k = from; k < to; k += STEP) {
      TWO.div(FloatVector.fromArray(FLOATS, x, k).add(ONE)).sub(ONE).intoArray(x, k);
    }
  }

  /** To be called before the backward pass of the last position. */
  void beginBackward() {
    Arrays.fill(dScale, 0f);
  }

  /** The gradient by the scale, of all positions since {@link #beginBackward()}. */
  float scaleGradient(int items) {
    float sum = 0;
    for (int item = 0; item < items; item++) {
      sum += dScale[item];
    }
    return sum;
  }

  /**
   * Replaces gates with the gradient by them, computing their activations and c once more.
   *
   * @param dH gradients by the states, {@code hRow} apart from {@code hAt}
   * @param carried the gradient by c from the next position, then by c of the one before
   */
  void backward(
      int items,
      float[] rows,
      int rowsAt,
      int row,
      float[] c,
      int before,
      int at,
      float[] dH,
      int hAt,
      int hRow,
      float[] carried) {
    toColumns(rows, rowsAt, row, items, gateCount, gates);
    toColumns(dH, hAt, hRow, items, width, states);
    for (int head = 0; head < heads; head++) {
      int gatesAt = head * 8 * part;
      int cell = head * cellsOfHead;
      activate(gatesAt);
      cells.read(gates, gatesAt + 6 * part, c, at + cell, reads, head * part);
    }
    tanh(reads, 0, width * LANES);
    for (int head = 0; head < heads; head++) {
      int gatesAt = head * 8 * part;
      int cell = head * cellsOfHead;
      differentiateOutput(gatesAt + 7 * part, head * part);
      cells.backward(
          gates,
          gatesAt,
          scale,
          c,
          before + cell,
          at + cell,
          reads,
          head * part,
          carried,
          cell,
          dGates,
          dScale);
      differentiateTanhs(gatesAt, gatesAt + 6 * part);
    }
    toRows(dGates, rows, rowsAt, row, items, gateCount);
  }

  /** The derivatives by o, and by read in the place of its tanh. */
  private void differentiateOutput(int o, int at) {
    for (int k = 0; k < part; k += STEP) {
      FloatVector output = FloatVector.fromArray(FLOATS, gates, o + k);
      FloatVector tanh = FloatVector.fromArray(FLOATS, reads, at + k);
      FloatVector through = FloatVector.fromArray(FLOATS, states, at + k).mul(output);
      through.mul(tanh).mul(ONE.sub(output)).intoArray(dGates, o + k);
      through.mul(ONE.sub(tanh.mul(tanh))).intoArray(reads, at + k);
    }
  }

  private void differentiateTanhs(int from, int to) {
    for (int k = from; k < to; k += STEP) {
      FloatVector tanh = FloatVector.fromArray(FLOATS, gates, k);
      FloatVector.fromArray(FLOATS, dGates, k).mul(ONE.sub(tanh.mul(tanh))).intoArray(dGates, k);
    }
  }

  /** Block by block: the rows may be so far apart that a near cache holds few of them. */
  private static void toColumns(
      float[] rows, int at, int row, int items, int count, float[] columns) {
    for (int block = 0; block < count; block += LANES) {
      int end = Math.min(count, block + LANES);
      for (int item = 0; item < items; item++) {
        for (int k = block; k < end; k++) {
          columns[k * LANES + item] = rows[at + item * row + k];
        }
      }
    }
  }

  private static void toRows(float[] columns, float[] rows, int at, int row, int items, int count) {
    for (int block = 0; block < count; block += LANES) {
      int end = Math.min(count, block + LANES);
      for (int item = 0; item < items; item++) {
        for (int k = block; k < end; k++) {
          rows[at + item * row + k] = columns[k * LANES + item];
        }
      }
    }
  }
}
