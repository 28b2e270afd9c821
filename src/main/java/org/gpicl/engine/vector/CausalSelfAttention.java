package org.gpicl.engine.vector;

import org.gpicl.model.TransformerSpec;

/**
 * out = dropout(softmax(q k' / sqrt(d) - alibi, causal)) v, head by head, without the linear layers
 * around it. Only blocks of sixteen rows and columns that touch the causal half are computed.
 *
 * <p>Shapes: l is the length, d the width of a head, both padded when they are columns.
 */
final class CausalSelfAttention {
  private static final int BLOCK = Lanes.COUNT;

  private final MatrixProduct product = new MatrixProduct();
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
        dropout.attention(site, s, scratch.bits);
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
    float[] kTransposed = scratch.transposed;
    scratch.k.transposeInto(kTransposed, paddedLength); // [l, d] -> [d, l]
    for (int i = 0; i < length; i += BLOCK) {
      int rows = rows(i);
      int at = weightsAt + i * paddedLength;
      product.left(q.array, q.at + i * q.row, q.row).right(kTransposed, 0, paddedLength);
      product.into(weights, at, paddedLength, rows, i + BLOCK, d); // q k': [l, d] [d, l]
      if (dropout.on()) {
        int bit = (head * length + i) * length;
        softmax.forwardAndDrop(
            i,
            rows,
            weights,
            at,
            distances[head],
            scratch.bits,
            bit,
            length,
            dropout.kept(),
            scratch.dropped,
            0);
        product.left(scratch.dropped, 0, paddedLength);
      } else {
        softmax.forward(i, rows, weights, at, distances[head]);
        product.left(weights, at, paddedLength);
      }
      product.right(v.array, v.at, v.row); // used v: [l, l] [l, d]
      product.into(out.array, out.at + i * out.row, out.row, rows, paddedD, columns(i));
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
    boolean dropping = dropout.on();
    float kept = dropping ? dropout.kept() : 1;
    float[] used = dropping ? scratch.dropped : weights;
    int usedAt = dropping ? 0 : weightsAt;
    float[] dScores = scratch.dScores;
    float[] vTransposed = scratch.transposed;
    scratch.v.transposeInto(vTransposed, paddedLength); // [l, d] -> [d, l]
    for (int i = 0; i < length; i += BLOCK) {
      int rows = rows(i);
      int row = i * paddedLength;
      product.left(dOut.array, dOut.at + i * dOut.row, dOut.row);
      product.right(vTransposed, 0, paddedLength);
      product.into(dScores, row, paddedLength, rows, i + BLOCK, d); // dOut v': [l, d] [d, l]
      if (dropping) {
        softmax.dropAgain(i, rows, weights, weightsAt + row, kept, scratch.dropped, row);
      }
      softmax.backward(i, rows, weights, weightsAt + row, kept, dScores, row);
      product.left(dScores, row, paddedLength).right(k.array, k.at, k.row);
      product.into(dQ.array, dQ.at + i * dQ.row, dQ.row, rows, paddedD, columns(i));
    }
    for (int j = 0; j < length; j += BLOCK) {
      int diagonal = j * paddedLength + j;
      int rows = rows(j);
      product.leftTransposed(used, usedAt + diagonal, paddedLength); // used' dOut: [l, l] [l, d]
      product.right(dOut.array, dOut.at + j * dOut.row, dOut.row);
      product.into(dV.array, dV.at + j * dV.row, dV.row, rows, paddedD, length - j);
      product.leftTransposed(dScores, diagonal, paddedLength); // dScores' q: [l, l] [l, d]
      product.right(q.array, q.at + j * q.row, q.row);
      product.into(dK.array, dK.at + j * dK.row, dK.row, rows, paddedD, length - j);
    }
    dQ.finish();
    dK.finish();
    dV.finish();
  }

  /** Keys that a block of queries sees. */
  private int columns(int from) {
    return Math.min(length, from + BLOCK);
  }

  private int rows(int from) {
    return Math.min(BLOCK, length - from);
  }
}
