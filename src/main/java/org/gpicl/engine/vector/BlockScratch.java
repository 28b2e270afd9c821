package org.gpicl.engine.vector;

import org.gpicl.model.TransformerSpec;

/**
 * Buffers needed only within one pass of one block. All blocks share them, so that they stay in
 * near caches, unlike what is kept from forward to backward.
 */
final class BlockScratch {
  /** The most a micro-batch may keep if it is to stay in a common second-level cache, in floats. */
  private static final int NEAR = (1 << 20) / 4;

  final float[] normed; // [t, width] after a layer norm
  final float[] activated; // [t, inner]; empty where blocks keep theirs

  // Gradients:
  final float[] dBranch; // [t, width] before a dropout
  final float[] dNormed; // [t, width] of a layer norm's output
  final float[] dQkv; // [t, 3 width]
  final float[] dInner; // [t, inner]

  BlockScratch(TransformerSpec spec, int sequences) {
    int t = sequences * spec.length();
    this.normed = new float[t * Lanes.pad(spec.width())];
    long kept = (long) t * spec.layers() * (6L * spec.width() + 2L * spec.inner());
    this.activated = new float[kept <= NEAR ? 0 : t * Lanes.pad(spec.inner())];
    this.dBranch = new float[t * Lanes.pad(spec.width())];
    this.dNormed = new float[t * Lanes.pad(spec.width())];
    this.dQkv = new float[t * Lanes.pad(3 * spec.width())];
    this.dInner = new float[t * Lanes.pad(spec.inner())];
  }
}
