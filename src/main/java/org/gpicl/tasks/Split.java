package org.gpicl.tasks;

/** Which half of an image set: the images for training, or those held out. */
public enum Split {
  TRAIN,
  TEST
}
