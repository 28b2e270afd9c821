package org.gpicl.tasks.numbers;

/**
 * The independent streams of random numbers of one seed.
 *
 * <p>The identifiers are frozen: every published number depends on them. A new stream takes a new
 * identifier; none is ever reused.
 */
public enum Stream {
  TRAINING_MATRIX(1),
  TRAINING_LABELS(2),
  UNSEEN_MATRIX(3),
  UNSEEN_LABELS(4),
  TRAINING_TASK(5),
  TRAINING_IMAGES(6),
  SEEN_IMAGES(7),
  UNSEEN_IMAGES(8),
  BATCH_ORDER(9),
  INITIALISATION(10),
  DROPOUT(11),
  GLYPHS(12),
  SAMPLED_SETTINGS(13),
  RANDOM_CLASSES(14),
  RANDOM_IMAGES(15),
  BIASED_LABELS(16);

  private final int id;

  Stream(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }
}
