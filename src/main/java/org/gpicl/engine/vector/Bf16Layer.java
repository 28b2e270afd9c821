package org.gpicl.engine.vector;

import org.gpicl.engine.vector.bf16.Bf16Matrix;

/**
 * A layer whose products are computed from bf16 copies of weights, inputs and gradients, with sums
 * in 32 bits. The weights themselves, biases, and what leaves the layer stay in 32 bits.
 */
final class Bf16Layer implements Linear, FirstLayer {
  private final ParameterView parameters;
  private final Bf16Scratch scratch;
  private final int in;
  private final int out;
  private final int rowOfX;
  private final int paddedIn;
  private final int paddedOut;
  private final int weightAt;
  private final int biasAt;
  private final boolean transposed;
  private final Bf16Matrix weights; // W [in, out], or W' [out, in] where they are kept transposed

  private Bf16Layer(
      ParameterView parameters,
      String name,
      int in,
      int out,
      int rowOfX,
      boolean transposed,
      Bf16Scratch scratch) {
    this.parameters = parameters;
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    this.rowOfX = rowOfX;
    this.paddedIn = Lanes.pad(in);
    this.paddedOut = Lanes.pad(out);
    this.weightAt = parameters.at(name + ".weight");
    this.biasAt = parameters.at(name + ".bias");
    this.transposed = transposed;
    this.weights = new Bf16Matrix((long) paddedIn * paddedOut);
  }

  static Linear linear(
      ParameterView parameters, String name, int in, int out, Bf16Scratch scratch) {
    return new Bf16Layer(parameters, name, in, out, Lanes.pad(in), false, scratch);
  }

  static FirstLayer first(
      ParameterView parameters, String name, int in, int out, Bf16Scratch scratch) {
    return new Bf16Layer(parameters, name, in, out, in, InputLayer.transposes(out), scratch);
  }

  @Override
  public void weightsChanged() {
    weights.copy(parameters.values, weightAt, transposed ? out * paddedIn : in * paddedOut);
  }

  @Override
  public void forward(int rows, float[] x, float[] y) {
    forward(rows, x, 0, y);
  }

  @Override
  public void forward(int rows, float[] x, int xAt, float[] y) {
    scratch.x.copy(x, xAt, rows * rowOfX);
    scratch.product.left(scratch.x, rowOfX);
    if (transposed) {
      scratch.product.rightTransposed(weights, paddedIn);
    } else {
      scratch.product.right(weights, paddedOut);
    }
    scratch.product.into(y, rows, paddedOut, in);
    Elementwise.addToRows(y, parameters.values, biasAt, rows, paddedOut);
  }

  @Override
  public void backward(int rows, float[] x, int xAt, float[] dy) {
    scratch.x.copy(x, xAt, rows * rowOfX);
    scratch.dy.copy(dy, 0, rows * paddedOut);
    float[] g = parameters.gradients;
    if (transposed) { // dW' = dy' x: [out, rows] [rows, in]
      scratch.product.leftTransposed(scratch.dy, paddedOut).right(scratch.x, rowOfX);
      scratch.product.addTo(g, weightAt, paddedIn, out, in, rows);
    } else { // dW = x' dy: [in, rows] [rows, out]
      scratch.product.leftTransposed(scratch.x, rowOfX).right(scratch.dy, paddedOut);
      scratch.product.addTo(g, weightAt, paddedOut, in, paddedOut, rows);
    }
    Elementwise.addRows(g, biasAt, dy, rows, paddedOut);
  }

  @Override
  public void backwardParameters(int rows, float[] x, float[] dy) {
    backward(rows, x, 0, dy);
  }

  @Override
  public void backwardInput(int rows, float[] dy, float[] dx) {
    scratch.dy.copy(dy, 0, rows * paddedOut);
    scratch.product.left(scratch.dy, paddedOut).rightTransposed(weights, paddedOut);
    scratch.product.into(dx, rows, paddedIn, out); // [rows, out] [out, in]
  }
}
