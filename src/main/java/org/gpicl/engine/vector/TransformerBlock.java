package org.gpicl.engine.vector;

import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;

/**
 * A pre-norm block: attention, then two linear layers, both added to the residual stream. Keeps
 * what its backward pass needs.
 *
 * <p>Shapes: t = sequences * length tokens, w is the width, n the inner width.
 */
final class TransformerBlock {
  private final int length;
  private final int width;
  private final int inner;
  private final Dropout dropout;
  private final int attentionSite;
  private final int innerSite;

  private final LayerNorm norm1;
  private final Linear qkvLayer;
  private final CausalSelfAttention attention;
  private final Linear projection;
  private final LayerNorm norm2;
  private final Linear expand;
  private final Gelu gelu;
  private final Linear contract;

  private final float[] qkv; // [t, 3 w]
  private final float[] attended; // [t, w]
  private final float[] middle; // [t, w] the stream after attention
  private final long[] attentionBits;
  private final float[] expanded; // [t, n] before the activation; its derivative there, where kept
  private final boolean keepsActivations;
  private final float[] activated; // [t, n]
  private final float[] end; // [t, w] the stream after the block
  private final long[] innerBits;
  private final BlockScratch scratch;

  TransformerBlock(
      TransformerSpec spec,
      int block,
      int sequences,
      ParameterView parameters,
      Layers layers,
      Dropout dropout,
      AttentionScratch attentionScratch,
      NormScratch normScratch,
      BlockScratch scratch) {
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
    this.qkvLayer = layers.linear(prefix + "qkv", w, 3 * w);
    this.attention =
        new CausalSelfAttention(
            spec, sequences, DropoutSite.attention(block), dropout, attentionScratch);
    this.projection = layers.linear(prefix + "projection", w, w);
    this.norm2 = new LayerNorm(parameters, prefix + "norm2", w, rows, normScratch);
    this.expand = layers.linear(prefix + "expand", w, spec.inner());
    this.gelu = new Gelu(spec.activation());
    this.contract = layers.linear(prefix + "contract", spec.inner(), w);

    this.qkv = new float[rows * Lanes.pad(3 * w)];
    this.attended = new float[rows * width];
    this.middle = new float[rows * width];
    this.attentionBits = dropout.room(sequences);
    this.expanded = new float[rows * inner];
    this.keepsActivations = scratch.activated.length == 0;
    this.activated = keepsActivations ? new float[rows * inner] : scratch.activated;
    this.end = new float[rows * width];
    this.innerBits = dropout.room(sequences);
    this.scratch = scratch;
  }

  void parametersChanged() {
    qkvLayer.weightsChanged();
    projection.weightsChanged();
    expand.weightsChanged();
    contract.weightsChanged();
  }

  /** Computes the stream after the block from the stream h [t, w] before it. */
  float[] forward(int sequences, float[] h) {
    int t = sequences * length;
    float[] normed = scratch.normed;
    norm1.forward(t, h, normed); // [t, w]
    qkvLayer.forward(t, normed, qkv); // [t, w] -> [t, 3 w]
    attention.forward(sequences, qkv, attended); // [t, 3 w] -> [t, w]
    projection.forward(t, attended, middle); // [t, w] -> [t, w]
    dropout.forward(attentionSite, sequences, middle, attentionBits);
    Elementwise.add(middle, 0, h, 0, t * width);
    norm2.forward(t, middle, normed); // [t, w]
    expand.forward(t, normed, expanded); // [t, w] -> [t, n]
    if (keepsActivations) {
      gelu.forwardAndDifferentiate(expanded, activated, t * inner);
    } else {
      gelu.forward(expanded, activated, t * inner);
    }
    contract.forward(t, activated, end); // [t, n] -> [t, w]
    dropout.forward(innerSite, sequences, end, innerBits);
    Elementwise.add(end, 0, middle, 0, t * width);
    return end;
  }

  /**
   * Turns dh [t, w], the gradient of the stream after the block, into that of the stream before it.
   *
   * @param h the stream before the block, as in {@link #forward}
   */
  void backward(int sequences, float[] h, float[] dh) {
    int t = sequences * length;
    float[] normed = scratch.normed;
    float[] dInner = scratch.dInner;
    float[] dNormed = scratch.dNormed;
    float[] dQkv = scratch.dQkv;
    float[] dEnd = dropout.backward(sequences, dh, innerBits, scratch.dBranch);
    contract.backwardInput(t, dEnd, dInner); // [t, w] -> [t, n]
    if (keepsActivations) {
      Elementwise.multiply(dInner, 0, expanded, 0, t * inner);
    } else {
      gelu.backward(expanded, activated, dInner, t * inner);
    }
    contract.backwardParameters(t, activated, dEnd);
    norm2.forwardAgain(t, middle, normed);
    expand.backwardParameters(t, normed, dInner);
    expand.backwardInput(t, dInner, dNormed); // [t, n] -> [t, w]
    norm2.backward(t, middle, dNormed, dh);
    float[] dMiddle = dropout.backward(sequences, dh, attentionBits, scratch.dBranch);
    projection.backwardParameters(t, attended, dMiddle);
    projection.backwardInput(t, dMiddle, dNormed); // [t, w] -> [t, w]
    attention.backward(sequences, qkv, dNormed, dQkv); // [t, w] -> [t, 3 w]
    norm1.forwardAgain(t, h, normed);
    qkvLayer.backwardParameters(t, normed, dQkv);
    qkvLayer.backwardInput(t, dQkv, dNormed); // [t, 3 w] -> [t, w]
    norm1.backward(t, h, dNormed, dh);
  }
}
