package org.gpicl.engine.reference;

import org.gpicl.model.DropoutMask;

/** The dropout of one item at one step; nothing in evaluation mode. */
record ReferenceDropout(int seed, long step, int item, boolean training) {

  void apply(double[] x, double probability, int site) {
    if (!training || probability == 0) {
      return;
    }
    float[] factors = new float[x.length];
    new DropoutMask(seed, probability).fill(step, item, site, factors, 0, factors.length);
    for (int k = 0; k < x.length; k++) {
      x[k] *= factors[k];
    }
  }
}
