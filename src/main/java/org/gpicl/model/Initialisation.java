package org.gpicl.model;

import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;

/** How a parameter is initialised. */
public sealed interface Initialisation {

  /** Fills {@code values}, with the draws of index {@code ordinal} if it is random. */
  void fill(float[] values, RandomStream stream, int ordinal);

  /** A constant: 0 for biases, 1 for gains. */
  record Constant(float value) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      java.util.Arrays.fill(values, value);
    }
  }

  /** N(0, deviation^2), as in GPT-2. */
  record Normal(double deviation) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      new Gaussians(stream, (float) deviation).draw(ordinal, values, 0, values.length);
    }
  }

  /** U(-1/sqrt(fanIn), 1/sqrt(fanIn)), as PyTorch initialises linear layers, including biases. */
  record UniformFanIn(int fanIn) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      stream.uniforms(ordinal, (float) (1 / Math.sqrt(fanIn)), values, 0, values.length);
    }
  }
}
