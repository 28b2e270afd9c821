package org.gpicl.engine.vector;

/** A linear layer whose products have 32 bits. */
final class LinearLayer implements Linear {
  private final ParameterView parameters;
  private final MatrixProduct product = new MatrixProduct();
  private final int in;
  private final int out;
  private final int paddedIn;
  private final int paddedOut;
  private final int weightAt;
  private final int biasAt;

  private final Panels weights; // W [in, out]
  private final Panels transposed; // W' [out, in], for the gradient of the input

  LinearLayer(ParameterView parameters, String name, int in, int out) {
    this.parameters = parameters;
    this.in = in;
    this.out = out;
    this.paddedIn = Lanes.pad(in);
    this.paddedOut = Lanes.pad(out);
    this.weightAt = parameters.at(name + ".weight");
    this.biasAt = parameters.at(name + ".bias");
    this.weights = new Panels(in, paddedOut);
    this.transposed = new Panels(out, paddedIn);
  }

  @Override
  public void weightsChanged() {
    weights.fill(parameters.values, weightAt, paddedOut);
    transposed.fillTransposed(parameters.values, weightAt, paddedOut, in);
  }

  @Override
  public void forward(int rows, float[] x, float[] y) {
    product.left(x, 0, paddedIn).right(weights).plus(parameters.values, biasAt, 0);
    product.into(y, 0, paddedOut, rows, paddedOut, in);
  }

  @Override
  public void backwardParameters(int rows, float[] x, float[] dy) {
    float[] g = parameters.gradients;
    product.leftTransposed(x, 0, paddedIn).right(dy, 0, paddedOut).plus(g, weightAt, paddedOut);
    product.into(g, weightAt, paddedOut, in, paddedOut, rows);
    Elementwise.addRows(g, biasAt, dy, rows, paddedOut);
  }

  @Override
  public void backwardInput(int rows, float[] dy, float[] dx) {
    product.left(dy, 0, paddedOut).right(transposed);
    product.into(dx, 0, paddedIn, rows, paddedIn, out);
  }
}
