package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.TransformerSpec;

/** y = (x - mean) / sqrt(variance + epsilon) * gain + bias, row by row. */
final class LayerNorm {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private final PaddedParameters parameters;
  private final int gainAt;
  private final int biasAt;
  private final int width;
  private final int padded;
  private final float[] live;
  private final float[] mean; // [rows]
  private final float[] scale; // [rows] 1 / sqrt(variance + epsilon)
  private final float[] partial = new float[Lanes.COUNT];
  private final float[] partial2 = new float[Lanes.COUNT];

  LayerNorm(PaddedParameters parameters, String name, int width, int rows) {
    this.parameters = parameters;
    this.gainAt = parameters.at(name + ".gain");
    this.biasAt = parameters.at(name + ".bias");
    this.width = width;
    this.padded = Lanes.pad(width);
    this.live = Lanes.live(width);
    this.mean = new float[rows];
    this.scale = new float[rows];
  }

  /** y [rows, width] from x [rows, width]; keeps mean and scale of every row. */
  void forward(int rows, float[] x, float[] y) {
    float[] p = parameters.values;
    for (int row = 0; row < rows; row++) {
      int at = row * padded;
      float m = Lanes.sum(x, at, padded, partial) / width;
      float variance = squaresAround(m, x, at) / width;
      float s = (float) (1 / Math.sqrt(variance + TransformerSpec.NORM_EPSILON));
      mean[row] = m;
      scale[row] = s;
      for (int k = 0; k < padded; k += STEP) {
        FloatVector centred = FloatVector.fromArray(FLOATS, x, at + k).sub(m).mul(s);
        centred
            .fma(
                FloatVector.fromArray(FLOATS, p, gainAt + k),
                FloatVector.fromArray(FLOATS, p, biasAt + k))
            .intoArray(y, at + k);
      }
    }
  }

  private float squaresAround(float m, float[] x, int at) {
    for (int part = 0; part < Lanes.COUNT; part += STEP) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = part; k < padded; k += Lanes.COUNT) {
        FloatVector d = FloatVector.fromArray(FLOATS, x, at + k).sub(m);
        d = d.mul(FloatVector.fromArray(FLOATS, live, k));
        sum = d.fma(d, sum);
      }
      sum.intoArray(partial, part);
    }
    return Lanes.fold(partial);
  }

  /**
   * Adds the gradient of the input to dx, and those of gain and bias to the gradients; x is what
   * {@link #forward} saw.
   */
  void backward(int rows, float[] x, float[] dy, float[] dx) {
    backwardParameters(rows, x, dy);
    float[] p = parameters.values;
    for (int row = 0; row < rows; row++) {
      int at = row * padded;
      float m = mean[row];
      float s = scale[row];
      for (int part = 0; part < Lanes.COUNT; part += STEP) {
        FloatVector sum = FloatVector.zero(FLOATS);
        FloatVector sumWithX = FloatVector.zero(FLOATS);
        for (int k = part; k < padded; k += Lanes.COUNT) {
          FloatVector d = FloatVector.fromArray(FLOATS, dy, at + k);
          d = d.mul(FloatVector.fromArray(FLOATS, p, gainAt + k));
          FloatVector normed = FloatVector.fromArray(FLOATS, x, at + k).sub(m).mul(s);
          sum = sum.add(d);
          sumWithX = d.fma(normed, sumWithX);
        }
        sum.intoArray(partial, part);
        sumWithX.intoArray(partial2, part);
      }
      float meanOfD = Lanes.fold(partial) / width;
      float meanWithX = Lanes.fold(partial2) / width;
      // dx = scale (d - mean(d) - normed mean(d normed)), d = dy gain
      for (int k = 0; k < padded; k += STEP) {
        FloatVector d = FloatVector.fromArray(FLOATS, dy, at + k);
        d = d.mul(FloatVector.fromArray(FLOATS, p, gainAt + k)).sub(meanOfD);
        FloatVector normed = FloatVector.fromArray(FLOATS, x, at + k).sub(m).mul(s);
        FloatVector all = normed.fma(FloatVector.broadcast(FLOATS, -meanWithX), d);
        all = all.mul(s).mul(FloatVector.fromArray(FLOATS, live, k));
        FloatVector.fromArray(FLOATS, dx, at + k).add(all).intoArray(dx, at + k);
      }
    }
  }

  private void backwardParameters(int rows, float[] x, float[] dy) {
    float[] g = parameters.gradients;
    for (int k = 0; k < padded; k += STEP) {
      FloatVector dGain = FloatVector.fromArray(FLOATS, g, gainAt + k);
      FloatVector dBias = FloatVector.fromArray(FLOATS, g, biasAt + k);
      for (int row = 0; row < rows; row++) {
        FloatVector d = FloatVector.fromArray(FLOATS, dy, row * padded + k);
        FloatVector normed =
            FloatVector.fromArray(FLOATS, x, row * padded + k).sub(mean[row]).mul(scale[row]);
        dGain = d.fma(normed, dGain);
        dBias = dBias.add(d);
      }
      dGain.intoArray(g, gainAt + k);
      dBias.intoArray(g, biasAt + k);
    }
  }
}
