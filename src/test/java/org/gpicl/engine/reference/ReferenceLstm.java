package org.gpicl.engine.reference;

import org.gpicl.model.LstmSpec;

/** The forward pass of {@link LstmSpec}, in double precision. */
final class ReferenceLstm {
  private ReferenceLstm() {}

  static double[] logits(LstmSpec spec, double[][] p, double[] x) {
    int w = spec.width();
    double[] fromInputs =
        ReferenceModel.linear(x, spec.length(), p[0], p[2], spec.inputs(), spec.gates());
    double[] states = new double[spec.length() * w];
    double[] h = new double[w];
    double[] c = new double[w];
    for (int j = 0; j < spec.length(); j++) {
      double[] gates = ReferenceModel.linear(h, 1, p[1], new double[spec.gates()], w, spec.gates());
      for (int k = 0; k < spec.gates(); k++) {
        gates[k] += fromInputs[j * spec.gates() + k];
      }
      for (int k = 0; k < w; k++) {
        double input = sigmoid(gates[k]) * Math.tanh(gates[2 * w + k]);
        c[k] = sigmoid(gates[w + k]) * c[k] + input;
        h[k] = sigmoid(gates[3 * w + k]) * Math.tanh(c[k]);
      }
      System.arraycopy(h, 0, states, j * w, w);
    }
    return ReferenceModel.linear(states, spec.length(), p[3], p[4], w, spec.classes());
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
