package org.gpicl.engine.vector;

/**
 * The first layer, y = x W + b with W [in, out]. The rows of x have no padding and need no
 * gradient.
 */
interface FirstLayer {
  /** To be called whenever the weights have changed. */
  void weightsChanged();

  /** Computes y [rows, out] = x [rows, in] W + b; the rows of x are contiguous from {@code xAt}. */
  void forward(int rows, float[] x, int xAt, float[] y);

  /** Adds dW = x' dy and db, the sum of dy's rows, to the gradients. */
  void backward(int rows, float[] x, int xAt, float[] dy);
}
