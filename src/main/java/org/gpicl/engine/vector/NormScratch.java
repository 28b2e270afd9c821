package org.gpicl.engine.vector;

/** Buffers shared by all layer norms of a network. */
final class NormScratch {
  final float[] partial; // [rows, 16]
  final float[] partialWithX; // [rows, 16]

  NormScratch(int rows) {
    this.partial = new float[rows * Lanes.COUNT];
    this.partialWithX = new float[rows * Lanes.COUNT];
  }
}
