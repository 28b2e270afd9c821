package org.gpicl.engine.vector;

import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;

/**
 * One pre-norm block: attention and two linear layers, each added to the residual stream. Keeps
 * what its backward pass needs.
 *
 * <p>Shapes: t = sequences * length tokens, w width, n inner.
 */
final class TransformerBlock {
  private final int length;
  private final int width;
  private final int inner;
  private final Dropout dropout;
  private final int attentionSite;
  private final int innerSite;

  private final LayerNorm norm1;
  private final LinearLayer qkvLayer;
  private final CausalSelfAttention attention;
  private final LinearLayer projection;
  private final LayerNorm norm2;
  private final LinearLayer expand;
  private final Gelu gelu;
  private final LinearLayer contract;

  private final float[] a; // [t, w] after norm1
  private final float[] qkv; // [t, 3 w]
  private final float[] attended; // [t, w]
  private final float[] middle; // [t, w] the stream after attention
  private final long[] attentionBits;
  private final float[] b; // [t, w] after norm2
  private final float[] expanded; // [t, n]; after the forward pass the activation's derivative
  private final float[] activated; // [t, n]
  private final float[] end; // [t, w] the stream after the block
  private final long[] innerBits;
  private final BlockGradients d;

  TransformerBlock(
      TransformerSpec spec,
      int block,
      int sequences,
      PaddedParameters parameters,
      Dropout dropout,
      AttentionScratch scratch,
      NormScratch normScratch,
      BlockGradients gradients) {
    this.length = spec.length();
    this.width = Lanes.pad(spec.width());
    this.inner = Lanes.pad(spec.inner());
    this.dropout = dropout;
    this.attentionSite = DropoutSite.attentionResidual(block);
    this.innerSite = DropoutSite.innerResidual(block);

    String prefix = "block" + block + ".";
    int w = spec.width();
    int rows = sequences * length;
    this.norm1 = new LayerNorm(parameters, prefix + "norm1", w, rows, normScratch);
    this.qkvLayer = new LinearLayer(parameters, prefix + "qkv", w, 3 * w, true);
    this.attention =
        new CausalSelfAttention(spec, sequences, DropoutSite.attention(block), dropout, scratch);
    this.projection = new LinearLayer(parameters, prefix + "projection", w, w, true);
    this.norm2 = new LayerNorm(parameters, prefix + "norm2", w, rows, normScratch);
    this.expand = new LinearLayer(parameters, prefix + "expand", w, spec.inner(), true);
    this.gelu = new Gelu(spec.activation());
    this.contract = new LinearLayer(parameters, prefix + "contract", spec.inner(), w, true);

    this.a = new float[rows * width];
    this.qkv = new float[rows * Lanes.pad(3 * w)];
    this.attended = new float[rows * width];
    this.middle = new float[rows * width];
    this.attentionBits = dropout.room(sequences);
    this.b = new float[rows * width];
    this.expanded = new float[rows * inner];
    this.activated = new float[rows * inner];
    this.end = new float[rows * width];
    this.innerBits = dropout.room(sequences);
    this.d = gradients;
  }

  void parametersChanged() {
    qkvLayer.weightsChanged();
    projection.weightsChanged();
    expand.weightsChanged();
    contract.weightsChanged();
  }

  /** The stream after the block, from the stream h [t, w] before it. */
  float[] forward(int sequences, float[] h) {
    int t = sequences * length;
    norm1.forward(t, h, a); // [t, w]
    qkvLayer.forward(t, a, 0, width, qkv); // [t, w] -> [t, 3 w]
    attention.forward(sequences, qkv, attended); // [t, 3 w] -> [t, w]
    projection.forward(t, attended, 0, width, middle); // [t, w] -> [t, w]
    dropout.forwardOnto(attentionSite, sequences, middle, attentionBits, h);
    norm2.forward(t, middle, b); // [t, w]
    expand.forward(t, b, 0, width, expanded); // [t, w] -> [t, n]
    gelu.forward(expanded, activated, t * inner);
    contract.forward(t, activated, 0, inner, end); // [t, n] -> [t, w]
    dropout.forwardOnto(innerSite, sequences, end, innerBits, middle);
    return end;
  }

  /**
   * dh [t, w], the gradient of the stream after the block, becomes that of the stream before it.
   *
   * @param h the stream before the block, as in {@link #forward}
   */
  void backward(int sequences, float[] h, float[] dh) {
    int t = sequences * length;
    float[] dEnd = dropout.backward(sequences, dh, innerBits, d.branch);
    contract.backwardParameters(t, activated, 0, inner, dEnd);
    contract.backwardInput(t, dEnd, d.inner); // [t, w] -> [t, n]
    gelu.backward(expanded, d.inner, t * inner);
    expand.backwardParameters(t, b, 0, width, d.inner);
    expand.backwardInput(t, d.inner, d.normed); // [t, n] -> [t, w]
    norm2.backward(t, middle, d.normed, dh);
    float[] dMiddle = dropout.backward(sequences, dh, attentionBits, d.branch);
    projection.backwardParameters(t, attended, 0, width, dMiddle);
    projection.backwardInput(t, dMiddle, d.normed); // [t, w] -> [t, w]
    attention.backward(sequences, qkv, d.normed, d.qkv); // [t, w] -> [t, 3 w]
    qkvLayer.backwardParameters(t, a, 0, width, d.qkv);
    qkvLayer.backwardInput(t, d.qkv, d.normed); // [t, 3 w] -> [t, w]
    norm1.backward(t, h, d.normed, dh);
  }
}
