package org.gpicl.model;

import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;

/** How a parameter begins. */
public sealed interface Initialisation {

  /** Fills {@code values} from the draws of index {@code ordinal}. */
  void fill(float[] values, RandomStream stream, int ordinal);

  /** A constant: biases 0, gains 1. */
  record Constant(float value) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      java.util.Arrays.fill(values, value);
    }
  }

  /** N(0, deviation^2), as GPT-2 begins. */
  record Normal(double deviation) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      new Gaussians(stream, (float) deviation).draw(ordinal, values, 0, values.length);
    }
  }

  /** U(-1/sqrt(fanIn), 1/sqrt(fanIn)), as PyTorch begins linear layers, biases too. */
  record UniformFanIn(int fanIn) implements Initialisation {
    @Override
    public void fill(float[] values, RandomStream stream, int ordinal) {
      stream.uniforms(ordinal, (float) (1 / Math.sqrt(fanIn)), values, 0, values.length);
    }
  }
}
