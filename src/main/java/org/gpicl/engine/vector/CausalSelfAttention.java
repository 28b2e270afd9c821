package org.gpicl.engine.vector;

import org.gpicl.model.TransformerSpec;

/**
 * out = dropout(softmax(q k' / sqrt(d) - alibi, causal)) v, head by head, without the linear layers
 * around it. Only blocks of sixteen rows and columns that touch the causal half are computed.
 *
 * <p>Shapes: l length, d width of a head, both padded where they are columns.
 */
final class CausalSelfAttention {
  private static final int BLOCK = Lanes.COUNT;

  private final int length;
  private final int width;
  private final int heads;
  private final int d;
  private final int paddedLength;
  private final int paddedD;
  private final int qkvRow;
  private final int outRow;
  private final int site;
  private final Dropout dropout;
  private final CausalSoftmax softmax;
  private final float[][] distances; // [heads][...]
  private final float[] weights; // [sequences, heads, l, l]; negative where dropped
  private final AttentionScratch scratch;

  CausalSelfAttention(
      TransformerSpec spec, int sequences, int site, Dropout dropout, AttentionScratch scratch) {
    this.length = spec.length();
    this.width = spec.width();
    this.heads = spec.heads();
    this.d = spec.headWidth();
    this.paddedLength = Lanes.pad(length);
    this.paddedD = Lanes.pad(d);
    this.qkvRow = Lanes.pad(3 * width);
    this.outRow = Lanes.pad(width);
    this.site = site;
    this.dropout = dropout;
    this.softmax = new CausalSoftmax(length, (float) (1 / Math.sqrt(d)));
    this.distances = new float[heads][];
    for (int head = 0; head < heads; head++) {
      distances[head] = softmax.distances(spec.alibiSlope(head));
    }
    this.weights = new float[sequences * heads * length * paddedLength];
    this.scratch = scratch;
  }

  /** out [sequences * l, width] from qkv [sequences * l, 3 width]. */
  void forward(int sequences, float[] qkv, float[] out) {
    for (int s = 0; s < sequences; s++) {
      if (dropout.on()) {
        dropout.attention(site, s, scratch.factors);
      }
      for (int head = 0; head < heads; head++) {
        int at = s * length * qkvRow + head * d;
        scratch.q.view(qkv, at, qkvRow);
        scratch.k.view(qkv, at + width, qkvRow);
        scratch.v.view(qkv, at + 2 * width, qkvRow);
        scratch.out.target(out, s * length * outRow + head * d, outRow);
        forwardHead(head, (s * heads + head) * length * paddedLength);
      }
    }
  }

  private void forwardHead(int head, int weightsAt) {
    HeadMatrix q = scratch.q;
    HeadMatrix v = scratch.v;
    HeadMatrix out = scratch.out;
    scratch.k.transposeInto(scratch.transposed, paddedLength); // [l, d] -> [d, l]
    for (int i = 0; i < length; i += BLOCK) { // weights = q k': [l, d] [d, l]
      MatrixProduct.multiply(
          rows(i),
          i + BLOCK,
          d,
          q.array,
          q.at + i * q.row,
          q.row,
          1,
          scratch.transposed,
          0,
          paddedLength,
          weights,
          weightsAt + i * paddedLength,
          paddedLength);
    }
    softmax.forward(weights, weightsAt, distances[head]);
    float[] used = weights;
    int usedAt = weightsAt;
    if (dropout.on()) {
      softmax.drop(weights, weightsAt, scratch.factors, head * length * length, scratch.dropped);
      used = scratch.dropped;
      usedAt = 0;
    }
    for (int i = 0; i < length; i += BLOCK) { // out = used v: [l, l] [l, d]
      MatrixProduct.multiply(
          rows(i),
          paddedD,
          Math.min(length, i + BLOCK),
          used,
          usedAt + i * paddedLength,
          paddedLength,
          1,
          v.array,
          v.at,
          v.row,
          out.array,
          out.at + i * out.row,
          out.row);
    }
    out.finish();
  }

  /** dQkv [sequences * l, 3 width] from dOut [sequences * l, width]; qkv as in {@link #forward}. */
  void backward(int sequences, float[] qkv, float[] dOut, float[] dQkv) {
    for (int s = 0; s < sequences; s++) {
      for (int head = 0; head < heads; head++) {
        int at = s * length * qkvRow + head * d;
        scratch.q.view(qkv, at, qkvRow);
        scratch.k.view(qkv, at + width, qkvRow);
        scratch.v.view(qkv, at + 2 * width, qkvRow);
        scratch.out.view(dOut, s * length * outRow + head * d, outRow);
        scratch.dQ.target(dQkv, at, qkvRow);
        scratch.dK.target(dQkv, at + width, qkvRow);
        scratch.dV.target(dQkv, at + 2 * width, qkvRow);
        backwardHead((s * heads + head) * length * paddedLength);
      }
    }
  }

  private void backwardHead(int weightsAt) {
    HeadMatrix q = scratch.q;
    HeadMatrix k = scratch.k;
    HeadMatrix dOut = scratch.out;
    HeadMatrix dQ = scratch.dQ;
    HeadMatrix dK = scratch.dK;
    HeadMatrix dV = scratch.dV;
    float[] used = weights;
    int usedAt = weightsAt;
    float kept = 1;
    if (dropout.on()) {
      kept = dropout.kept();
      softmax.dropAgain(weights, weightsAt, kept, scratch.dropped);
      used = scratch.dropped;
      usedAt = 0;
    }
    for (int j = 0; j < length; j += BLOCK) { // dV = used' dOut: [l, l] [l, d]
      MatrixProduct.multiply(
          rows(j),
          paddedD,
          length - j,
          used,
          usedAt + j * paddedLength + j,
          1,
          paddedLength,
          dOut.array,
          dOut.at + j * dOut.row,
          dOut.row,
          dV.array,
          dV.at + j * dV.row,
          dV.row);
    }
    float[] dScores = scratch.dScores;
    scratch.v.transposeInto(scratch.transposed, paddedLength);
    for (int i = 0; i < length; i += BLOCK) { // dWeights = dOut v': [l, d] [d, l]
      MatrixProduct.multiply(
          rows(i),
          i + BLOCK,
          d,
          dOut.array,
          dOut.at + i * dOut.row,
          dOut.row,
          1,
          scratch.transposed,
          0,
          paddedLength,
          dScores,
          i * paddedLength,
          paddedLength);
    }
    softmax.backward(weights, weightsAt, kept, dScores);
    for (int i = 0; i < length; i += BLOCK) { // dQ = dScores k: [l, l] [l, d]
      MatrixProduct.multiply(
          rows(i),
          paddedD,
          Math.min(length, i + BLOCK),
          dScores,
          i * paddedLength,
          paddedLength,
          1,
          k.array,
          k.at,
          k.row,
          dQ.array,
          dQ.at + i * dQ.row,
          dQ.row);
    }
    for (int j = 0; j < length; j += BLOCK) { // dK = dScores' q: [l, l] [l, d]
      MatrixProduct.multiply(
          rows(j),
          paddedD,
          length - j,
          dScores,
          j * paddedLength + j,
          1,
          paddedLength,
          q.array,
          q.at + j * q.row,
          q.row,
          dK.array,
          dK.at + j * dK.row,
          dK.row);
    }
    dQ.finish();
    dK.finish();
    dV.finish();
  }

  private int rows(int from) {
    return Math.min(BLOCK, length - from);
  }
}
