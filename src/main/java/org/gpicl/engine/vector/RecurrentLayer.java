package org.gpicl.engine.vector;

import java.util.Arrays;

/**
 * The part of an LSTM's gates that comes from the state before, h_(j-1) W with W [width, gates].
 * Tokens of one item follow each other, so the tokens at one position are {@code length} rows
 * apart.
 */
final class RecurrentLayer {
  private final ParameterView parameters;
  private final MatrixProduct product = new MatrixProduct();
  private final int length;
  private final int width;
  private final int gates;
  private final int paddedWidth;
  private final int paddedGates;
  private final int weightAt;
  private final Panels weights; // W [width, gates]
  private final Panels transposed; // W' [gates, width]

  RecurrentLayer(ParameterView parameters, int length, int width, int gates) {
    this.parameters = parameters;
    this.length = length;
    this.width = width;
    this.gates = gates;
    this.paddedWidth = Lanes.pad(width);
    this.paddedGates = Lanes.pad(gates);
    this.weightAt = parameters.at("recurrent.weight");
    this.weights = new Panels(width, paddedGates);
    this.transposed = new Panels(gates, paddedWidth);
  }

  /** To be called whenever the weights have changed. */
  void weightsChanged() {
    weights.fill(parameters.values, weightAt, paddedGates);
    transposed.fillTransposed(parameters.values, weightAt, paddedGates, width);
  }

  /** Adds h_(j-1) W to the gates at a position j > 0. */
  void forward(int items, int j, float[] states, float[] gates) {
    int at = j * paddedGates;
    int row = length * paddedGates;
    product.left(states, (j - 1) * paddedWidth, length * paddedWidth).right(weights);
    product.plus(gates, at, row).into(gates, at, row, items, paddedGates, width);
  }

  /** Adds the gradient by h_(j-1), which is dGates_j W'. */
  void backwardInput(int items, int j, float[] dGates, float[] dStates) {
    int at = (j - 1) * paddedWidth;
    int row = length * paddedWidth;
    product.left(dGates, j * paddedGates, length * paddedGates).right(transposed);
    product.plus(dStates, at, row).into(dStates, at, row, items, paddedWidth, gates);
  }

  /**
   * Adds the sum of all h_(j-1)' dGates_j to the gradients of W.
   *
   * @param states of all tokens; those of the last position of each item are cleared, so that none
   *     counts as the state before the next item
   */
  void backwardParameters(int items, float[] states, float[] dGates) {
    int rows = items * length;
    for (int end = length; end <= rows; end += length) {
      Arrays.fill(states, (end - 1) * paddedWidth, end * paddedWidth, 0f);
    }
    float[] g = parameters.gradients;
    product.leftTransposed(states, 0, paddedWidth).right(dGates, paddedGates, paddedGates);
    product
        .plus(g, weightAt, paddedGates)
        .into(g, weightAt, paddedGates, width, paddedGates, rows - 1);
  }
}
