package org.gpicl.engine.reference;

import java.util.Arrays;
import org.gpicl.model.AdaptedMlpSpec;

/** {@link AdaptedMlpSpec} in double precision, with steps that change every weight. */
final class ReferenceAdaptedMlp {
  private final AdaptedMlpSpec spec;
  private final double[] weight0;
  private final double[] bias0;
  private final double[] weight1;
  private final double[] bias1;

  private ReferenceAdaptedMlp(AdaptedMlpSpec spec, double[][] p) {
    this.spec = spec;
    this.weight0 = p[0].clone();
    this.bias0 = p[1].clone();
    this.weight1 = p[2].clone();
    this.bias1 = p[3].clone();
  }

  /** Logits [length, classes] of a sequence. */
  static double[] logits(AdaptedMlpSpec spec, double[][] p, double[] tokens) {
    double[][] images = new double[spec.length()][];
    int[] labels = new int[spec.length()];
    for (int j = 0; j < images.length; j++) {
      int at = j * spec.inputs();
      images[j] = Arrays.copyOfRange(tokens, at, at + spec.features());
      for (int c = 1; j > 0 && c < spec.classes(); c++) {
        int labelPart = at + spec.features();
        if (tokens[labelPart + c] > tokens[labelPart + labels[j - 1]]) {
          labels[j - 1] = c;
        }
      }
    }
    double[] logits = new double[spec.length() * spec.classes()];
    for (int position = 0; position < spec.length(); position++) {
      ReferenceAdaptedMlp fitted = new ReferenceAdaptedMlp(spec, p);
      for (int step = 0; step < spec.innerSteps() && position > 0; step++) {
        fitted.step(Arrays.copyOf(images, position), labels);
      }
      double[] y = fitted.logits(fitted.units(images[position]));
      System.arraycopy(y, 0, logits, position * y.length, y.length);
    }
    return logits;
  }

  private double[] units(double[] x) {
    double[] z = ReferenceModel.linear(x, 1, weight0, bias0, spec.features(), spec.hidden());
    return Arrays.stream(z).map(value -> Math.max(0, value)).toArray();
  }

  private double[] logits(double[] units) {
    return ReferenceModel.linear(units, 1, weight1, bias1, spec.hidden(), spec.classes());
  }

  private void step(double[][] examples, int[] labels) {
    ReferenceAdaptedMlp before =
        new ReferenceAdaptedMlp(spec, new double[][] {weight0, bias0, weight1, bias1});
    for (int j = 0; j < examples.length; j++) {
      double[] x = examples[j];
      double[] units = before.units(x);
      double[] logits = before.logits(units);
      double total = Arrays.stream(logits).map(Math::exp).sum();
      for (int c = 0; c < spec.classes(); c++) {
        double d = Math.exp(logits[c]) / total - (c == labels[j] ? 1 : 0);
        logits[c] = spec.innerRate() * d / examples.length;
        bias1[c] -= logits[c];
      }
      for (int k = 0; k < spec.hidden(); k++) {
        double e = 0;
        for (int c = 0; c < spec.classes(); c++) {
          e += logits[c] * before.weight1[k * spec.classes() + c];
          weight1[k * spec.classes() + c] -= units[k] * logits[c];
        }
        if (units[k] > 0) {
          bias0[k] -= e;
          for (int i = 0; i < spec.features(); i++) {
            weight0[i * spec.hidden() + k] -= x[i] * e;
          }
        }
      }
    }
  }
}
