package org.gpicl.model;

/**
 * A named parameter. Weights of linear layers are [in, out], row by row, so that y = x W + b.
 *
 * @param name such as {@code block0.qkv.weight}; stable, because checkpoints and exports use it
 * @param rows the first dimension; 1 for vectors
 * @param columns the second dimension
 * @param initialisation its initial values
 */
public record ParameterShape(String name, int rows, int columns, Initialisation initialisation) {

  /** Numbers in the parameter. */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }

  /** Whether it is a vector, such as a bias or a gain. */
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
