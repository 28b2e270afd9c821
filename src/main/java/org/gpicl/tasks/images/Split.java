package org.gpicl.tasks.images;

/** Which half of an image set: the images for training, or those held out. */
public enum Split {
  TRAIN,
  TEST
}
