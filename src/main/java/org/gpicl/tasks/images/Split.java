package org.gpicl.tasks.images;

/** A half of an image set: the images for training, or those held out. */
public enum Split {
  /** The images for training. */
  TRAIN,
  /** The images held out. */
  TEST
}
