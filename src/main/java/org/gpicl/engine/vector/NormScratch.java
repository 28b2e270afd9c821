package org.gpicl.engine.vector;

/** What the layer norms of a network need while they work, shared by all of them. */
final class NormScratch {
  final float[] partial; // [rows, 16]
  final float[] partialWithX; // [rows, 16]

  NormScratch(int rows) {
    this.partial = new float[rows * Lanes.COUNT];
    this.partialWithX = new float[rows * Lanes.COUNT];
  }
}
