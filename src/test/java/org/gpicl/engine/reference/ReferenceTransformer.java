package org.gpicl.engine.reference;

import java.util.List;
import java.util.stream.IntStream;
import org.gpicl.model.Activation;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.ParameterShape;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/** The forward pass of {@link TransformerSpec} for one sequence, in double precision. */
final class ReferenceTransformer {
  private final TransformerSpec spec;
  private final double[][] parameters;
  private final ReferenceDropout dropout;
  private final List<String> names;

  ReferenceTransformer(TransformerSpec spec, double[][] parameters, ReferenceDropout dropout) {
    this.spec = spec;
    this.parameters = parameters;
    this.dropout = dropout;
    this.names = spec.parameters().stream().map(ParameterShape::name).toList();
  }

  double[] logits(double[] x) {
    double[] h = linear(x, "input", spec.inputs(), spec.width());
    if (spec.inputNorm()) {
      h = layerNorm(h, "inputNorm");
      dropout.apply(h, spec.dropout(), DropoutSite.INPUT);
    }
    addPositions(h);
    dropout.apply(h, spec.dropout(), DropoutSite.EMBEDDING);
    for (int block = 0; block < spec.layers(); block++) {
      String prefix = "block" + block + ".";
      double[] attended = attention(layerNorm(h, prefix + "norm1"), prefix, block);
      dropout.apply(attended, spec.dropout(), DropoutSite.attentionResidual(block));
      add(h, attended);
      double[] inner =
          linear(layerNorm(h, prefix + "norm2"), prefix + "expand", spec.width(), spec.inner());
      for (int k = 0; k < inner.length; k++) {
        inner[k] = activation(inner[k]);
      }
      double[] contracted = linear(inner, prefix + "contract", spec.inner(), spec.width());
      dropout.apply(contracted, spec.dropout(), DropoutSite.innerResidual(block));
      add(h, contracted);
    }
    h = layerNorm(h, "finalNorm");
    if (spec.inputNorm()) {
      dropout.apply(h, spec.dropout(), DropoutSite.FINAL);
    }
    return linear(h, "output", spec.width(), spec.classes());
  }

  private double[] attention(double[] a, String prefix, int block) {
    int length = spec.length();
    int width = spec.width();
    int d = spec.headWidth();
    double[] qkv = linear(a, prefix + "qkv", width, 3 * width);
    double[] p = new double[spec.heads() * length * length];
    for (int head = 0; head < spec.heads(); head++) {
      double slope = spec.alibiSlope(head);
      for (int i = 0; i < length; i++) {
        int row = (head * length + i) * length;
        double total = 0;
        for (int j = 0; j <= i; j++) {
          double dot = 0;
          for (int k = head * d; k < (head + 1) * d; k++) {
            dot += qkv[i * 3 * width + k] * qkv[j * 3 * width + width + k];
          }
          p[row + j] = Math.exp(dot / Math.sqrt(d) - slope * (i - j));
          total += p[row + j];
        }
        for (int j = 0; j <= i; j++) {
          p[row + j] /= total;
        }
      }
    }
    dropout.apply(p, spec.dropout(), DropoutSite.attention(block));
    double[] out = new double[length * width];
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < width; k++) {
        for (int j = 0; j <= i; j++) {
          out[i * width + k] +=
              p[((k / d) * length + i) * length + j] * qkv[j * 3 * width + 2 * width + k];
        }
      }
    }
    return linear(out, prefix + "projection", width, width);
  }

  private void addPositions(double[] h) {
    int width = spec.width();
    for (int j = 0; j < spec.length(); j++) {
      for (int k = 0; k < width; k++) {
        if (spec.positions().contains(Position.LEARNED)) {
          h[j * width + k] += parameter("positions")[j * width + k];
        }
        if (spec.positions().contains(Position.SINUSOIDAL)) {
          double angle = j / Math.pow(10000, (k - k % 2) / (double) width);
          h[j * width + k] += k % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        }
      }
    }
  }

  private double activation(double x) {
    if (spec.activation() == Activation.GELU_TANH) {
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }
    return 0.5 * x * (1 + ErrorFunction.erf(x / Math.sqrt(2)));
  }

  private double[] layerNorm(double[] x, String name) {
    int width = spec.width();
    double[] y = new double[x.length];
    for (int row = 0; row < x.length / width; row++) {
      int at = row * width;
      double mean = IntStream.range(at, at + width).mapToDouble(k -> x[k]).sum() / width;
      double variance =
          IntStream.range(at, at + width).mapToDouble(k -> (x[k] - mean) * (x[k] - mean)).sum()
              / width;
      for (int k = 0; k < width; k++) {
        y[at + k] =
            (x[at + k] - mean)
                    / Math.sqrt(variance + TransformerSpec.NORM_EPSILON)
                    * parameter(name + ".gain")[k]
                + parameter(name + ".bias")[k];
      }
    }
    return y;
  }

  private double[] linear(double[] x, String name, int in, int out) {
    return ReferenceModel.linear(
        x, spec.length(), parameter(name + ".weight"), parameter(name + ".bias"), in, out);
  }

  private double[] parameter(String name) {
    return parameters[names.indexOf(name)];
  }

  private static void add(double[] to, double[] what) {
    for (int k = 0; k < to.length; k++) {
      to[k] += what[k];
    }
  }
}
