package org.gpicl.model;

/**
 * A named parameter. Weights of linear layers are [in, out], row after row, so that y = x W + b.
 *
 * @param name such as {@code block0.qkv.weight}; stable, since checkpoints and exports use it
 * @param rows first dimension; 1 for vectors
 * @param columns second dimension
 * @param initialisation how it begins
 */
public record ParameterShape(String name, int rows, int columns, Initialisation initialisation) {

  /** Numbers in the parameter. */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }

  /** True for biases, gains and the like. */
  public boolean vector() {
    return rows == 1;
  }

  static ParameterShape zeros(String name, int size) {
    return new ParameterShape(name, 1, size, new Initialisation.Constant(0));
  }

  static ParameterShape ones(String name, int size) {
    return new ParameterShape(name, 1, size, new Initialisation.Constant(1));
  }
}
