package org.gpicl.engine.reference;

import org.gpicl.model.MlpSpec;

/** The forward pass of {@link MlpSpec}, in double precision. */
final class ReferenceMlp {
  private ReferenceMlp() {}

  static double[] logits(MlpSpec spec, double[][] p, double[] x) {
    double[] a = relu(ReferenceModel.linear(x, 1, p[0], p[1], spec.inputs(), spec.hidden()));
    double[] b = relu(ReferenceModel.linear(a, 1, p[2], p[3], spec.hidden(), spec.hidden()));
    double[] logits = ReferenceModel.linear(b, 1, p[4], p[5], spec.hidden(), spec.classes());
    return spec.finalRelu() ? relu(logits) : logits;
  }

  private static double[] relu(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Math.max(0, x[k]);
    }
    return x;
  }
}
