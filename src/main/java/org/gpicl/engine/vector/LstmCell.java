package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What an LSTM does to one token's gates i, f, g, o, side by side without padding between them.
 * Vectors at the end of one gate reach into the next, so the padding of cells, states and their
 * gradients holds arbitrary numbers, perhaps not even finite ones: no product may read it.
 *
 * <p>Both functions are scaled sigmoids: tanh(x) = 2 sigmoid(2 x) - 1.
 */
final class LstmCell {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final FloatVector ONE = Lanes.constant(1f);
  private static final FloatVector TWO = Lanes.constant(2f);

  /** The place of g, the only gate with a tanh. */
  private static final int CANDIDATE = 2;

  private static final int GATES = 4;

  private final int width;
  private final int paddedWidth;
  private final int paddedGates;
  private final float[] inside; // [4 width] -s in factor * sigmoid(s x) + shift
  private final float[] factor;
  private final float[] shift;
  private final float[] derivatives; // [4, width], each gate padded

  LstmCell(int width) {
    this.width = width;
    this.paddedWidth = Lanes.pad(width);
    this.paddedGates = Lanes.pad(GATES * width);
    this.inside = constants(-1f, -2f);
    this.factor = constants(1f, 2f);
    this.shift = constants(0f, -1f);
    this.derivatives = new float[GATES * paddedWidth];
  }

  private float[] constants(float ofGates, float ofCandidate) {
    float[] constants = new float[paddedGates];
    Arrays.fill(constants, ofGates);
    Arrays.fill(constants, CANDIDATE * width, (CANDIDATE + 1) * width, ofCandidate);
    return constants;
  }

  /**
   * Replaces gates [4 width] with their activations and computes c = f c' + i g, tanh(c) and the
   * state o tanh(c).
   *
   * @param before where c' is in {@code cells}
   * @param at where c, tanh(c) and the state go in their arrays
   */
  void forward(
      float[] gates,
      int gatesAt,
      float[] cells,
      int before,
      float[] tanhs,
      float[] states,
      int at) {
    activate(gates, gatesAt);
    int f = gatesAt + width;
    int g = gatesAt + CANDIDATE * width;
    for (int k = 0; k < paddedWidth; k += STEP) {
      FloatVector candidate =
          FloatVector.fromArray(FLOATS, gates, g + k)
              .mul(FloatVector.fromArray(FLOATS, gates, gatesAt + k));
      FloatVector cell =
          FloatVector.fromArray(FLOATS, gates, f + k)
              .fma(FloatVector.fromArray(FLOATS, cells, before + k), candidate);
      cell.intoArray(cells, at + k);
      cell.mul(-2f).intoArray(tanhs, at + k);
    }
    Exponential.replace(tanhs, at, at + paddedWidth, 0f);
    int o = gatesAt + (CANDIDATE + 1) * width;
    for (int k = 0; k < paddedWidth; k += STEP) {
      FloatVector tanh = TWO.div(FloatVector.fromArray(FLOATS, tanhs, at + k).add(ONE)).sub(ONE);
      tanh.intoArray(tanhs, at + k);
      tanh.mul(FloatVector.fromArray(FLOATS, gates, o + k)).intoArray(states, at + k);
    }
  }

  private void activate(float[] gates, int at) {
    for (int k = 0; k < paddedGates; k += STEP) {
      FloatVector.fromArray(FLOATS, gates, at + k)
          .mul(FloatVector.fromArray(FLOATS, inside, k))
          .intoArray(gates, at + k);
    }
    Exponential.replace(gates, at, at + paddedGates, 0f);
    for (int k = 0; k < paddedGates; k += STEP) {
      FloatVector.fromArray(FLOATS, factor, k)
          .div(FloatVector.fromArray(FLOATS, gates, at + k).add(ONE))
          .add(FloatVector.fromArray(FLOATS, shift, k))
          .intoArray(gates, at + k);
    }
  }

  /**
   * Replaces activations with the gradient by the gates before them, and the gradient that comes
   * from the next token's c with that by c'.
   *
   * @param before where c' is in {@code cells}
   * @param at where tanh(c) and the gradient by the state are in their arrays
   * @param carried the gradient by c from the next token, then by c'
   */
  void backward(
      float[] gates,
      int gatesAt,
      float[] cells,
      int before,
      float[] tanhs,
      float[] dStates,
      int at,
      float[] carried,
      int carriedAt) {
    differentiateOutput(gates, gatesAt, tanhs, dStates, at, carried, carriedAt);
    differentiateCell(gates, gatesAt, cells, before, carried, carriedAt);
    for (int gate = 0; gate < GATES; gate++) {
      System.arraycopy(derivatives, gate * paddedWidth, gates, gatesAt + gate * width, width);
    }
    Arrays.fill(gates, gatesAt + GATES * width, gatesAt + paddedGates, 0f);
  }

  /** The derivative by o; that by c through the state is added to what is carried. */
  private void differentiateOutput(
      float[] gates,
      int gatesAt,
      float[] tanhs,
      float[] dStates,
      int at,
      float[] carried,
      int carriedAt) {
    int o = gatesAt + (CANDIDATE + 1) * width;
    int to = (CANDIDATE + 1) * paddedWidth;
    for (int k = 0; k < paddedWidth; k += STEP) {
      FloatVector dState = FloatVector.fromArray(FLOATS, dStates, at + k);
      FloatVector tanh = FloatVector.fromArray(FLOATS, tanhs, at + k);
      FloatVector output = FloatVector.fromArray(FLOATS, gates, o + k);
      FloatVector through = dState.mul(output);
      through.mul(tanh).mul(ONE.sub(output)).intoArray(derivatives, to + k);
      through
          .mul(ONE.sub(tanh.mul(tanh)))
          .add(FloatVector.fromArray(FLOATS, carried, carriedAt + k))
          .intoArray(carried, carriedAt + k);
    }
  }

  private void differentiateCell(
      float[] gates, int gatesAt, float[] cells, int before, float[] carried, int carriedAt) {
    int f = gatesAt + width;
    int g = gatesAt + CANDIDATE * width;
    for (int k = 0; k < paddedWidth; k += STEP) {
      FloatVector dCell = FloatVector.fromArray(FLOATS, carried, carriedAt + k);
      FloatVector input = FloatVector.fromArray(FLOATS, gates, gatesAt + k);
      FloatVector forget = FloatVector.fromArray(FLOATS, gates, f + k);
      FloatVector candidate = FloatVector.fromArray(FLOATS, gates, g + k);
      FloatVector byInput = dCell.mul(input);
      byInput.mul(candidate).mul(ONE.sub(input)).intoArray(derivatives, k);
      byInput
          .mul(ONE.sub(candidate.mul(candidate)))
          .intoArray(derivatives, CANDIDATE * paddedWidth + k);
      FloatVector byForget = dCell.mul(forget);
      byForget.intoArray(carried, carriedAt + k);
      byForget
          .mul(FloatVector.fromArray(FLOATS, cells, before + k))
          .mul(ONE.sub(forget))
          .intoArray(derivatives, paddedWidth + k);
    }
  }
}
