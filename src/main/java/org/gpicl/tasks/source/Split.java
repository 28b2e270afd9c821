package org.gpicl.tasks.source;

/** A half of an image set: the images for training, or those held out. */
public enum Split {
  /** The images for training. */
  TRAIN,
  /** The images held out. */
  TEST;

  /** The word for it in messages. */
  public String key() {
    return this == TRAIN ? "training" : "test";
  }
}
