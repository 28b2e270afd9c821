package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.TransformerSpec;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gain + bias, row by row.
 *
 * <p>Each pass does one thing for all rows: first sums in sixteen lanes, then their folding. Row by
 * row, every row would have to wait for its sum.
 */
final class LayerNorm {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private final ParameterView parameters;
  private final int gainAt;
  private final int biasAt;
  private final int width;
  private final int padded;
  private final float[] live;
  private final float[] mean; // [rows]
  private final float[] scale; // [rows] 1 / sqrt(variance + epsilon)
  private final NormScratch scratch;

  LayerNorm(ParameterView parameters, String name, int width, int rows, NormScratch scratch) {
    this.parameters = parameters;
    this.gainAt = parameters.at(name + ".gain");
    this.biasAt = parameters.at(name + ".bias");
    this.width = width;
    this.padded = Lanes.pad(width);
    this.live = Lanes.live(width);
    this.mean = new float[rows];
    this.scale = new float[rows];
    this.scratch = scratch;
  }

  /** y [rows, width] from x [rows, width]; keeps mean and scale of every row. */
  void forward(int rows, float[] x, float[] y) {
    float[] partial = scratch.partial; // [rows, 16]
    for (int row = 0; row < rows; row++) {
      Lanes.partialSums(x, row * padded, padded, partial, row * Lanes.COUNT);
    }
    for (int row = 0; row < rows; row++) {
      mean[row] = Lanes.fold(partial, row * Lanes.COUNT) / width;
    }
    for (int row = 0; row < rows; row++) {
      sumSquares(mean[row], x, row * padded, partial, row * Lanes.COUNT);
    }
    for (int row = 0; row < rows; row++) {
      float variance = Lanes.fold(partial, row * Lanes.COUNT) / width;
      scale[row] = (float) (1 / Math.sqrt(variance + TransformerSpec.NORM_EPSILON));
    }
    for (int row = 0; row < rows; row++) {
      norm(mean[row], scale[row], x, row * padded, y);
    }
  }

  /** Recomputes what {@link #forward} wrote, which is cheaper than keeping it. */
  void forwardAgain(int rows, float[] x, float[] y) {
    for (int row = 0; row < rows; row++) {
      norm(mean[row], scale[row], x, row * padded, y);
    }
  }

  private void sumSquares(float m, float[] x, int at, float[] partial, int to) {
    for (int part = 0; part < Lanes.COUNT; part += STEP) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = part; k < padded; k += Lanes.COUNT) {
        FloatVector d = FloatVector.fromArray(FLOATS, x, at + k).sub(m);
        d = d.mul(FloatVector.fromArray(FLOATS, live, k));
        sum = d.fma(d, sum);
      }
      sum.intoArray(partial, to + part);
    }
  }

  private void norm(float m, float s, float[] x, int at, float[] y) {
    float[] p = parameters.values;
    for (int k = 0; k < padded; k += STEP) {
      FloatVector gain = FloatVector.fromArray(FLOATS, p, gainAt + k);
      FloatVector bias = FloatVector.fromArray(FLOATS, p, biasAt + k);
      FloatVector normed = FloatVector.fromArray(FLOATS, x, at + k).sub(m).mul(s);
      normed.fma(gain, bias).intoArray(y, at + k);
    }
  }

  /**
   * Adds the gradient of the input to dx, and those of gain and bias to the gradients; x is the
   * input of {@link #forward}.
   */
  void backward(int rows, float[] x, float[] dy, float[] dx) {
    for (int k = 0; k < padded; k += STEP) {
      backwardParameters(rows, k, x, dy);
    }
    float[] partial = scratch.partial; // [rows, 16]
    float[] partialWithX = scratch.partialWithX; // [rows, 16]
    for (int row = 0; row < rows; row++) {
      sums(mean[row], scale[row], x, dy, row, partial, partialWithX);
    }
    for (int row = 0; row < rows; row++) {
      partial[row] = Lanes.fold(partial, row * Lanes.COUNT) / width;
      partialWithX[row] = -Lanes.fold(partialWithX, row * Lanes.COUNT) / width;
    }
    for (int row = 0; row < rows; row++) {
      differentiate(partial[row], partialWithX[row], x, dy, row, dx);
    }
  }

  private void backwardParameters(int rows, int k, float[] x, float[] dy) {
    float[] g = parameters.gradients;
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

  /** Partial sums of d and of d * normed, d = dy gain. */
  private void sums(
      float m, float s, float[] x, float[] dy, int row, float[] partial, float[] partialWithX) {
    float[] p = parameters.values;
    int at = row * padded;
    int to = row * Lanes.COUNT;
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
      sum.intoArray(partial, to + part);
      sumWithX.intoArray(partialWithX, to + part);
    }
  }

  /** dx += scale (d - mean(d) - normed mean(d normed)), d = dy gain. */
  private void differentiate(
      float meanOfD, float minusMeanWithX, float[] x, float[] dy, int row, float[] dx) {
    float[] p = parameters.values;
    int at = row * padded;
    float m = mean[row];
    float s = scale[row];
    FloatVector factor = FloatVector.broadcast(FLOATS, minusMeanWithX);
    for (int k = 0; k < padded; k += STEP) {
      FloatVector d = FloatVector.fromArray(FLOATS, dy, at + k);
      d = d.mul(FloatVector.fromArray(FLOATS, p, gainAt + k)).sub(meanOfD);
      FloatVector normed = FloatVector.fromArray(FLOATS, x, at + k).sub(m).mul(s);
      FloatVector all = normed.fma(factor, d);
      all = all.mul(s).mul(FloatVector.fromArray(FLOATS, live, k));
      FloatVector.fromArray(FLOATS, dx, at + k).add(all).intoArray(dx, at + k);
    }
  }
}
