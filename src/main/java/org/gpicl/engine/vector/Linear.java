package org.gpicl.engine.vector;

/** y = x W + b on padded rows: W [in, out], x [rows, in], y [rows, out]. */
interface Linear {
  /** To be called whenever the weights have changed. */
  void weightsChanged();

  /** y [rows, out] = x [rows, in] W + b. */
  void forward(int rows, float[] x, float[] y);

  /** Adds dW += x' dy and db += the sum of dy's rows to the gradients. */
  void backwardParameters(int rows, float[] x, float[] dy);

  /** dx [rows, in] = dy [rows, out] W'. */
  void backwardInput(int rows, float[] dy, float[] dx);
}
