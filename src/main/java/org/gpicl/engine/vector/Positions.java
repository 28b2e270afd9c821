package org.gpicl.engine.vector;

import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/** Learned vectors and sinusoids that are added to the tokens of every sequence. */
final class Positions {
  private final ParameterView parameters;
  private final boolean learned;
  private final int learnedAt;
  private final int perSequence; // length * padded width
  private final float[] sinusoids; // [length, width]; empty for none

  Positions(TransformerSpec spec, ParameterView parameters) {
    this.parameters = parameters;
    this.learned = spec.positions().contains(Position.LEARNED);
    this.learnedAt = learned ? parameters.at("positions") : 0;
    this.perSequence = spec.length() * Lanes.pad(spec.width());
    this.sinusoids =
        spec.positions().contains(Position.SINUSOIDAL) ? sinusoids(spec) : new float[0];
  }

  /** h [sequences, length, width] += positions. */
  void forward(int sequences, float[] h) {
    for (int s = 0; s < sequences; s++) {
      if (learned) {
        Elementwise.add(h, s * perSequence, parameters.values, learnedAt, perSequence);
      }
      if (sinusoids.length > 0) {
        Elementwise.add(h, s * perSequence, sinusoids, 0, perSequence);
      }
    }
  }

  /** Adds the gradient of the learned vectors. */
  void backward(int sequences, float[] dh) {
    for (int s = 0; s < sequences && learned; s++) {
      Elementwise.add(parameters.gradients, learnedAt, dh, s * perSequence, perSequence);
    }
  }

  private static float[] sinusoids(TransformerSpec spec) {
    int width = spec.width();
    int padded = Lanes.pad(width);
    float[] table = new float[spec.length() * padded];
    float[] values = spec.sinusoids();
    for (int j = 0; j < spec.length(); j++) {
      System.arraycopy(values, j * width, table, j * padded, width);
    }
    return table;
  }
}
