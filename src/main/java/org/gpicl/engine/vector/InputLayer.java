package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The first layer with products in 32 bits. Its inputs far outnumber the outputs.
 *
 * <p>If there are few outputs, the weights are stored transposed, W' [out, in]: then vectors run
 * along a row of x, forward as dot products, backward as dW' = dy' x, and none of their lanes is
 * padding.
 *
 * <p>A row of x is read up to the next multiple of sixteen. What follows it, the next row or the
 * slack of {@link org.gpicl.engine.Batch}, is multiplied by zero weights.
 */
final class InputLayer implements FirstLayer {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  /** Up to this many outputs, a product by columns wastes most of its lanes. */
  private static final int FEW_OUTPUTS = 8;

  /** With more outputs than this, rows of dW [in, out] are long enough. */
  private static final int MANY_OUTPUTS = 64;

  private static final int TILE = 4;

  private final ParameterView parameters;
  private final MatrixProduct product = new MatrixProduct();
  private final int in;
  private final int out;
  private final int paddedIn;
  private final int paddedOut;
  private final int weightAt;
  private final int biasAt;
  private final boolean transposed;
  private final Panels weights; // W [in, out]; null for dot products
  private final float[] partial = new float[2 * TILE * Lanes.COUNT];

  /** Whether {@link PaddedParameters} keeps the weights of this layer transposed. */
  static boolean transposes(int out) {
    return out <= MANY_OUTPUTS;
  }

  InputLayer(ParameterView parameters, String name, int in, int out) {
    this.parameters = parameters;
    this.in = in;
    this.out = out;
    this.paddedIn = Lanes.pad(in);
    this.paddedOut = Lanes.pad(out);
    this.weightAt = parameters.at(name + ".weight");
    this.biasAt = parameters.at(name + ".bias");
    this.transposed = transposes(out);
    this.weights = out <= FEW_OUTPUTS ? null : new Panels(in, paddedOut);
  }

  @Override
  public void weightsChanged() {
    if (weights != null && transposed) {
      weights.fillTransposed(parameters.values, weightAt, paddedIn, out);
    } else if (weights != null) {
      weights.fill(parameters.values, weightAt, paddedOut);
    }
  }

  @Override
  public void forward(int rows, float[] x, int xAt, float[] y) {
    if (weights != null) {
      product.left(x, xAt, in).right(weights).plus(parameters.values, biasAt, 0);
      product.into(y, 0, paddedOut, rows, paddedOut, in);
      return;
    }
    int row = 0;
    for (; row + TILE <= rows; row += TILE) {
      int o = 0;
      for (; o + 2 <= out; o += 2) {
        dot4x2(x, xAt + row * in, weightAt + o * paddedIn);
        for (int r = 0; r < TILE; r++) {
          finish(2 * r, y, row + r, o);
          finish(2 * r + 1, y, row + r, o + 1);
        }
      }
      for (; o < out; o++) {
        for (int r = 0; r < TILE; r++) {
          dot1x1(x, xAt + (row + r) * in, weightAt + o * paddedIn);
          finish(0, y, row + r, o);
        }
      }
    }
    for (; row < rows; row++) {
      for (int o = 0; o < out; o++) {
        dot1x1(x, xAt + row * in, weightAt + o * paddedIn);
        finish(0, y, row, o);
      }
    }
  }

  private void finish(int sum, float[] y, int row, int o) {
    y[row * paddedOut + o] = Lanes.fold(partial, sum * Lanes.COUNT) + parameters.values[biasAt + o];
  }

  /** Partial sums in sixteen lanes: four rows of x times two of W'. */
  private void dot4x2(float[] x, int xAt, int wAt) {
    float[] w = parameters.values;
    int x1 = xAt + in;
    int x2 = xAt + 2 * in;
    int x3 = xAt + 3 * in;
    int w1 = wAt + paddedIn;
    for (int part = 0; part < Lanes.COUNT; part += STEP) {
      FloatVector s00 = FloatVector.zero(FLOATS);
      FloatVector s01 = FloatVector.zero(FLOATS);
      FloatVector s10 = FloatVector.zero(FLOATS);
      FloatVector s11 = FloatVector.zero(FLOATS);
      FloatVector s20 = FloatVector.zero(FLOATS);
      FloatVector s21 = FloatVector.zero(FLOATS);
      FloatVector s30 = FloatVector.zero(FLOATS);
      FloatVector s31 = FloatVector.zero(FLOATS);
      for (int k = part; k < paddedIn; k += Lanes.COUNT) {
        FloatVector a = FloatVector.fromArray(FLOATS, w, wAt + k);
        FloatVector b = FloatVector.fromArray(FLOATS, w, w1 + k);
        FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + k);
        s00 = v.fma(a, s00);
        s01 = v.fma(b, s01);
        v = FloatVector.fromArray(FLOATS, x, x1 + k);
        s10 = v.fma(a, s10);
        s11 = v.fma(b, s11);
        v = FloatVector.fromArray(FLOATS, x, x2 + k);
        s20 = v.fma(a, s20);
        s21 = v.fma(b, s21);
        v = FloatVector.fromArray(FLOATS, x, x3 + k);
        s30 = v.fma(a, s30);
        s31 = v.fma(b, s31);
      }
      s00.intoArray(partial, part);
      s01.intoArray(partial, Lanes.COUNT + part);
      s10.intoArray(partial, 2 * Lanes.COUNT + part);
      s11.intoArray(partial, 3 * Lanes.COUNT + part);
      s20.intoArray(partial, 4 * Lanes.COUNT + part);
      s21.intoArray(partial, 5 * Lanes.COUNT + part);
      s30.intoArray(partial, 6 * Lanes.COUNT + part);
      s31.intoArray(partial, 7 * Lanes.COUNT + part);
    }
  }

  private void dot1x1(float[] x, int xAt, int wAt) {
    float[] w = parameters.values;
    for (int part = 0; part < Lanes.COUNT; part += STEP) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = part; k < paddedIn; k += Lanes.COUNT) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + k);
        sum = v.fma(FloatVector.fromArray(FLOATS, w, wAt + k), sum);
      }
      sum.intoArray(partial, part);
    }
  }

  @Override
  public void backward(int rows, float[] x, int xAt, float[] dy) {
    float[] g = parameters.gradients;
    if (transposed) { // dW' = dy' x: [out, rows] [rows, in]
      product.leftTransposed(dy, 0, paddedOut).right(x, xAt, in).plus(g, weightAt, paddedIn);
      product.into(g, weightAt, paddedIn, out, paddedIn, rows);
      for (int o = 0; o < out; o++) { // clear what the columns after a row of x left there
        Arrays.fill(g, weightAt + o * paddedIn + in, weightAt + (o + 1) * paddedIn, 0f);
      }
    } else {
      product.leftTransposed(x, xAt, in).right(dy, 0, paddedOut).plus(g, weightAt, paddedOut);
      product.into(g, weightAt, paddedOut, in, paddedOut, rows);
    }
    Elementwise.addRows(g, biasAt, dy, rows, paddedOut);
  }
}
