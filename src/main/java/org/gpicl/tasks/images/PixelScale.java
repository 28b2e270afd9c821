package org.gpicl.tasks.images;

/** How pixels become numbers before a task's matrix is applied. */
public enum PixelScale {
  /** Divided by 255, as in the notebook. */
  UNIT,
  /**
   * Minus the mean, over the standard deviation, both over all images and pixels of the image set's
   * own training split (of the classes and size in use), or of the split itself where the set has
   * no training split.
   */
  STANDARDISED
}
