package org.gpicl.engine.libtorch.dropout;

import org.bytedeco.pytorch.Tensor;

/** What a pass drops. */
public interface Dropouts {

  /** As in evaluations. */
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
   * What stays of x, scaled.
   *
   * @param x whose elements are those of the site, item after item
   */
  Tensor apply(int site, Tensor x);
}
