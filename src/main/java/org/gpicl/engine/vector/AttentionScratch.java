package org.gpicl.engine.vector;

import org.gpicl.model.TransformerSpec;

/** The buffers of attention on one head, shared by all blocks of a network. */
final class AttentionScratch {
  final HeadMatrix q;
  final HeadMatrix k;
  final HeadMatrix v;
  final HeadMatrix out;
  final HeadMatrix dQ;
  final HeadMatrix dK;
  final HeadMatrix dV;
  final float[] transposed; // [d, l] of k or v
  final float[] dScores; // [l, l]
  final float[] dropped; // [l, l] weights after dropout
  final long[] bits; // [heads, length, length] of dropout

  AttentionScratch(TransformerSpec spec, Dropout dropout) {
    int length = spec.length();
    int square = length * Lanes.pad(length);
    this.q = new HeadMatrix(length, spec.headWidth());
    this.k = new HeadMatrix(length, spec.headWidth());
    this.v = new HeadMatrix(length, spec.headWidth());
    this.out = new HeadMatrix(length, spec.headWidth());
    this.dQ = new HeadMatrix(length, spec.headWidth());
    this.dK = new HeadMatrix(length, spec.headWidth());
    this.dV = new HeadMatrix(length, spec.headWidth());
    this.transposed = new float[spec.headWidth() * Lanes.pad(length)];
    this.dScores = new float[square];
    this.bits = dropout.attentionRoom();
    this.dropped = new float[bits.length > 0 ? square : 0];
  }
}
