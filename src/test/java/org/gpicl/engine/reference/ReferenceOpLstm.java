package org.gpicl.engine.reference;

import java.util.Arrays;
import org.gpicl.model.OpLstmSpec;

/** The forward pass of {@link OpLstmSpec} for one sequence, in double precision. */
final class ReferenceOpLstm {
  private final OpLstmSpec spec;
  private final double[][] p;
  private final int size;
  private final double scale;
  private final double[] c; // [heads, size, size]

  ReferenceOpLstm(OpLstmSpec spec, double[][] parameters) {
    this.spec = spec;
    this.p = parameters;
    this.size = spec.size();
    this.scale = Math.log(1 + Math.exp(parameters[3][0]));
    this.c = new double[spec.heads() * size * size];
  }

  double[] logits(double[] x) {
    int w = spec.width();
    int count = spec.gates();
    double[] fromInputs = ReferenceModel.linear(x, spec.length(), p[0], p[2], spec.inputs(), count);
    double[] states = new double[spec.length() * w];
    double[] h = new double[w];
    for (int j = 0; j < spec.length(); j++) {
      double[] gated = ReferenceModel.linear(h, 1, p[1], new double[count], w, count);
      for (int k = 0; k < count; k++) {
        gated[k] += fromInputs[j * count + k];
      }
      for (int head = 0; head < spec.heads(); head++) {
        double[] ofHead = Arrays.copyOfRange(gated, head * 8 * size, (head + 1) * 8 * size);
        System.arraycopy(state(head, ofHead), 0, h, head * size, size);
      }
      System.arraycopy(h, 0, states, j * w, w);
    }
    return ReferenceModel.linear(states, spec.length(), p[4], p[5], w, spec.classes());
  }

  private double[] state(int head, double[] gated) {
    double[] read = new double[size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double i = outer(gated, 0, row, column);
        double g = outer(gated, 1, row, column);
        double f = outer(gated, 2, row, column);
        int at = (head * size + row) * size + column;
        c[at] = sigmoid(f + 1) * c[at] + sigmoid(i) * g;
        read[column] += c[at] * gated[6 * size + row];
      }
    }
    double[] h = new double[size];
    for (int k = 0; k < size; k++) {
      h[k] = sigmoid(gated[7 * size + k]) * Math.tanh(read[k]);
    }
    return h;
  }

  private double outer(double[] gated, int part, int row, int column) {
    return scale
        * Math.tanh(gated[part * size + row])
        * Math.tanh(gated[(3 + part) * size + column]);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
