package org.gpicl.engine.vector;

import org.gpicl.model.TransformerSpec;

/** Gradients that live only within the backward pass of one block: all blocks share them. */
final class BlockGradients {
  final float[] branch; // [t, width] before a dropout
  final float[] normed; // [t, width] of a layer norm's output
  final float[] qkv; // [t, 3 width]
  final float[] inner; // [t, inner]

  BlockGradients(TransformerSpec spec, int sequences) {
    int t = sequences * spec.length();
    this.branch = new float[t * Lanes.pad(spec.width())];
    this.normed = new float[t * Lanes.pad(spec.width())];
    this.qkv = new float[t * Lanes.pad(3 * spec.width())];
    this.inner = new float[t * Lanes.pad(spec.inner())];
  }
}
