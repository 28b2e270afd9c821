package org.gpicl.tasks.images;

/** How pixels become numbers before a task's matrix is applied. */
public enum PixelScale {
  /** Divided by 255, as in the notebook. */
  UNIT,
  /**
   * Shifted to mean 0 and scaled to standard deviation 1 over all images and pixels of the image
   * set's training split (at the classes and size in use), or of the split itself if the set has no
   * training split.
   */
  STANDARDISED
}
