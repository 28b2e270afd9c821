package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;
import static org.bytedeco.pytorch.global.torch.softmax;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.Activation;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/** The pass of {@link TransformerSpec}. Shapes: t = items * length tokens, w is the width. */
final class TransformerNetwork implements Network {
  private final TransformerSpec spec;
  private final FlatParameters parameters;
  private final Tensor sinusoids; // [length, w], or null
  private final Tensor scoreBias; // [1, heads, length, length], or null if only causality matters

  TransformerNetwork(TransformerSpec spec, FlatParameters parameters, ComputeDevice device) {
    this.spec = spec;
    this.parameters = parameters;
    this.sinusoids =
        spec.positions().contains(Position.SINUSOIDAL)
            ? Tensors.held(
                () -> device.take(Tensors.of(spec.sinusoids(), spec.length(), spec.width())))
            : null;
    this.scoreBias =
        spec.positions().contains(Position.ALIBI) || spec.dropout() > 0
            ? Tensors.held(() -> device.take(bias(spec)))
            : null;
  }

  /** ALiBi on and below the diagonal, minus infinity above it. */
  private static Tensor bias(TransformerSpec spec) {
    int length = spec.length();
    float[] bias = new float[spec.heads() * length * length];
    int at = 0;
    for (int head = 0; head < spec.heads(); head++) {
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          bias[at++] = j > i ? Float.NEGATIVE_INFINITY : (float) (-spec.alibiSlope(head) * (i - j));
        }
      }
    }
    return Tensors.of(bias, 1, spec.heads(), length, length);
  }

  @Override
  public Tensor logits(Tensor inputs, long items, Dropouts dropouts) {
    Tensor h = layer(inputs, "input"); // [t, inputs] -> [t, w]
    if (spec.inputNorm()) {
      h = dropouts.apply(DropoutSite.INPUT, norm(h, "inputNorm"));
    }
    h = dropouts.apply(DropoutSite.EMBEDDING, positioned(h, items));
    for (int block = 0; block < spec.layers(); block++) {
      Tensor before = h;
      int number = block;
      h = Tensors.alone(() -> block(before, items, number, dropouts));
    }
    h = norm(h, "finalNorm");
    if (spec.inputNorm()) {
      h = dropouts.apply(DropoutSite.FINAL, h);
    }
    return layer(h, "output"); // [t, w] -> [t, classes]
  }

  private Tensor positioned(Tensor h, long items) {
    Tensor learned = parameters.get("positions"); // [length, w]
    if (learned == null && sinusoids == null) {
      return h;
    }
    Tensor sequences = h.view(items, spec.length(), spec.width());
    if (learned != null) {
      sequences = sequences.add(learned);
    }
    if (sinusoids != null) {
      sequences = sequences.add(sinusoids);
    }
    return sequences.view(-1, spec.width());
  }

  private Tensor block(Tensor h, long items, int number, Dropouts dropouts) {
    String name = "block" + number + ".";
    Tensor qkv = layer(norm(h, name + "norm1"), name + "qkv"); // [t, 3 w]
    Tensor attended = attention(qkv, items, number, dropouts); // [t, w]
    Tensor projected = layer(attended, name + "projection");
    Tensor middle = h.add(dropouts.apply(DropoutSite.attentionResidual(number), projected));
    Tensor expanded = layer(norm(middle, name + "norm2"), name + "expand"); // [t, inner]
    Tensor activated = gelu(expanded, spec.activation() == Activation.GELU_TANH ? "tanh" : "none");
    Tensor contracted = layer(activated, name + "contract");
    return middle.add(dropouts.apply(DropoutSite.innerResidual(number), contracted));
  }

  /** The fused kernels draw their own dropout, so with ours, attention is spelt out. */
  private Tensor attention(Tensor qkv, long items, int block, Dropouts dropouts) {
    TensorVector parts =
        qkv.view(items, spec.length(), 3, spec.heads(), spec.headWidth())
            .permute(2, 0, 3, 1, 4)
            .unbind(0); // q, k, v: [items, heads, length, headWidth]
    Tensor q = parts.get(0);
    Tensor k = parts.get(1);
    Tensor v = parts.get(2);
    Tensor attended = dropouts.any() ? products(q, k, v, block, dropouts) : fused(q, k, v);
    return attended.transpose(1, 2).reshape(-1, spec.width());
  }

  private Tensor fused(Tensor q, Tensor k, Tensor v) {
    return scaled_dot_product_attention(
        q,
        k,
        v,
        scoreBias == null ? new TensorOptional() : new TensorOptional(scoreBias.to(q.dtype())),
        0,
        scoreBias == null, // causal
        new DoubleOptional(),
        false);
  }

  private Tensor products(Tensor q, Tensor k, Tensor v, int block, Dropouts dropouts) {
    Scalar scale = new Scalar(1 / Math.sqrt(spec.headWidth()));
    Tensor scores = matmul(q.mul(scale), k.transpose(-2, -1)).add(scoreBias);
    Tensor weights = softmax(scores, -1); // [items, heads, length, length]
    return matmul(dropouts.apply(DropoutSite.attention(block), weights), v);
  }

  private Tensor layer(Tensor x, String name) {
    return addmm(parameters.get(name + ".bias"), x, parameters.get(name + ".weight"));
  }

  private Tensor norm(Tensor x, String name) {
    return layer_norm(
        x,
        new long[] {spec.width()},
        parameters.optional(name + ".gain"),
        parameters.optional(name + ".bias"),
        TransformerSpec.NORM_EPSILON,
        false);
  }

  @Override
  public void close() {
    if (sinusoids != null) {
      sinusoids.close();
    }
    if (scoreBias != null) {
      scoreBias.close();
    }
  }
}
