package org.gpicl.engine.libtorch.dropout;

import org.bytedeco.pytorch.Tensor;

/** The dropouts of a pass. */
public interface Dropouts {

  /** Drops nothing, as in evaluations. */
  Dropouts NONE =
      new Dropouts() {
        @Override
        public boolean any() {
          return false;
        }

        @Override
        public Tensor apply(int site, Tensor x) {
          return x;
        }
      };

  /** Whether anything is dropped at all. */
  boolean any();

  /**
   * Applies dropout to x, scaling what stays.
   *
   * @param x the elements of the site, item by item
   */
  Tensor apply(int site, Tensor x);
}
