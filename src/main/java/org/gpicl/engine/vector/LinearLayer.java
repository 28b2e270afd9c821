package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** y = x W + b on padded rows: W [in, out], x [rows, in], y [rows, out]. */
final class LinearLayer {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private final PaddedParameters parameters;
  private final MatrixProduct product = new MatrixProduct();
  private final int in;
  private final int out;
  private final int paddedIn;
  private final int paddedOut;
  private final int weightAt;
  private final int biasAt;

  private final Panels weights; // W [in, out]
  private final Panels transposed; // W' [out, in], for the input's gradient; null if not needed

  LinearLayer(
      PaddedParameters parameters, String name, int in, int out, boolean needsInputGradient) {
    this.parameters = parameters;
    this.in = in;
    this.out = out;
    this.paddedIn = Lanes.pad(in);
    this.paddedOut = Lanes.pad(out);
    this.weightAt = parameters.at(name + ".weight");
    this.biasAt = parameters.at(name + ".bias");
    this.weights = new Panels(in, paddedOut);
    this.transposed = needsInputGradient ? new Panels(out, paddedIn) : null;
  }

  /** To be called whenever the weights have changed. */
  void weightsChanged() {
    weights.fill(parameters.values, weightAt, paddedOut);
    if (transposed != null) {
      transposed.fillTransposed(parameters.values, weightAt, paddedOut, in);
    }
  }

  /** y [rows, out] = x [rows, in] W + b; the rows of x lie {@code xRow} apart. */
  void forward(int rows, float[] x, int xAt, int xRow, float[] y) {
    product.left(x, xAt, xRow).right(weights).plus(parameters.values, biasAt, 0);
    product.into(y, 0, paddedOut, rows, paddedOut, in);
  }

  /** Adds dW += x' dy and db += the sum of dy's rows to the gradients. */
  void backwardParameters(int rows, float[] x, int xAt, int xRow, float[] dy) {
    float[] g = parameters.gradients;
    product.leftTransposed(x, xAt, xRow).right(dy, 0, paddedOut).plus(g, weightAt, paddedOut);
    product.into(g, weightAt, paddedOut, in, paddedOut, rows);
    for (int column = 0; column < paddedOut; column += STEP) {
      FloatVector sum = FloatVector.fromArray(FLOATS, g, biasAt + column);
      for (int row = 0; row < rows; row++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, dy, row * paddedOut + column));
      }
      sum.intoArray(g, biasAt + column);
    }
  }

  /** dx [rows, in] = dy [rows, out] W'. */
  void backwardInput(int rows, float[] dy, float[] dx) {
    product.left(dy, 0, paddedOut).right(transposed);
    product.into(dx, 0, paddedIn, rows, paddedIn, out);
  }
}
