package org.gpicl.tasks;

/** How pixels become numbers before a task's matrix is applied. */
public enum PixelScale {
  /** Divided by 255, as in the notebook. */
  UNIT,
  /** Minus the mean, over the standard deviation, both over all training images and pixels. */
  STANDARDISED
}
