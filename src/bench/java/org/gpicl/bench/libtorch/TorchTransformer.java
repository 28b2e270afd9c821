package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;
import static org.bytedeco.pytorch.global.torch.softmax;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.Batch;
import org.gpicl.model.Activation;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/** The passes of {@link TransformerSpec}. Shapes: t = size * length tokens, w is the width. */
final class TorchTransformer extends TorchSteps {
  private final TransformerSpec spec;
  private final long size;
  private final Tensor mask; // [1, heads, length, length], added to the scores

  TorchTransformer(TransformerSpec spec, TrainingSpec training, Batch batch) {
    super(spec, training, batch);
    this.spec = spec;
    this.size = batch.size();
    this.mask = mask(spec);
  }

  private static Tensor mask(TransformerSpec spec) {
    int length = spec.length();
    float[] mask = new float[spec.heads() * length * length];
    for (int head = 0, at = 0; head < spec.heads(); head++) {
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          mask[at++] = j > i ? Float.NEGATIVE_INFINITY : (float) (-spec.alibiSlope(head) * (i - j));
        }
      }
    }
    return Tensors.of(mask, 1, spec.heads(), length, length);
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor h = layer(x, "input"); // [t, inputs] -> [t, w]
    if (spec.inputNorm()) {
      h = drop(norm(h, "inputNorm"));
    }
    if (parameters.get("positions") != null) {
      long width = spec.width();
      h = h.view(size, spec.length(), width).add(parameters.get("positions")).view(-1, width);
    }
    h = drop(h);
    for (int block = 0; block < spec.layers(); block++) {
      Tensor before = h;
      String name = "block" + block + ".";
      h = alone(() -> block(before, name));
    }
    h = norm(h, "finalNorm");
    if (spec.inputNorm()) {
      h = drop(h);
    }
    return layer(h, "output"); // [t, w] -> [t, classes]
  }

  private Tensor block(Tensor h, String name) {
    Tensor attended = attention(layer(norm(h, name + "norm1"), name + "qkv"));
    Tensor middle = h.add(drop(layer(attended, name + "projection")));
    Tensor expanded = layer(norm(middle, name + "norm2"), name + "expand");
    Tensor activated = gelu(expanded, spec.activation() == Activation.GELU_TANH ? "tanh" : "none");
    return middle.add(drop(layer(activated, name + "contract")));
  }

  /**
   * Computes attention with products if there is dropout: the fused kernel does not support it, and
   * falls back to one that is slower than these products.
   */
  private Tensor attention(Tensor qkv) {
    return spec.dropout() > 0 && spec.heads() == 1 ? products(qkv) : fused(qkv);
  }

  private Tensor products(Tensor qkv) {
    TensorVector parts = qkv.view(size, spec.length(), -1).split(spec.width(), 2);
    Tensor keys = parts.get(1).transpose(1, 2);
    Scalar scale = new Scalar(1 / Math.sqrt(spec.headWidth()));
    Tensor scores = baddbmm(mask.squeeze(0), parts.get(0), keys, new Scalar(1.0), scale);
    Tensor weights = drop(softmax(scores, -1)); // [size, length, length]
    return bmm(weights, parts.get(2)).view(-1, spec.width());
  }

  private Tensor fused(Tensor qkv) {
    TensorVector parts =
        qkv.view(size, spec.length(), 3, spec.heads(), spec.headWidth())
            .permute(2, 0, 3, 1, 4)
            .unbind(0); // q, k, v: [size, heads, length, headWidth]
    return scaled_dot_product_attention(
            parts.get(0),
            parts.get(1),
            parts.get(2),
            new TensorOptional(mask),
            spec.dropout(),
            false,
            new DoubleOptional(),
            false)
        .transpose(1, 2)
        .reshape(-1, spec.width());
  }

  /** Weights are [in, out], as in GPT-2, which makes the gradient's product faster. */
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

  private Tensor drop(Tensor x) {
    return spec.dropout() > 0 ? dropout(x, spec.dropout(), true) : x;
  }

  @Override
  public void close() {
    super.close();
    mask.close();
  }
}
