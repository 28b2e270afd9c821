package org.gpicl.tasks;

import org.gpicl.tasks.numbers.Stream;

/** What a generated set is for; it decides the streams that its tasks and images come from. */
public enum SetRole {
  TRAIN(Stream.TRAINING_MATRIX, Stream.TRAINING_LABELS, Stream.TRAINING_IMAGES),
  SEEN(Stream.TRAINING_MATRIX, Stream.TRAINING_LABELS, Stream.SEEN_IMAGES),
  UNSEEN(Stream.UNSEEN_MATRIX, Stream.UNSEEN_LABELS, Stream.UNSEEN_IMAGES);

  private final Stream matrices;
  private final Stream labels;
  private final Stream images;

  SetRole(Stream matrices, Stream labels, Stream images) {
    this.matrices = matrices;
    this.labels = labels;
    this.images = images;
  }

  /** The stream of A_n: index n, position row * features + column. */
  public Stream matrices() {
    return matrices;
  }

  /** The stream of p_n: index n. */
  public Stream labels() {
    return labels;
  }

  /** The stream of image draws: index = item, position = place in the item. */
  public Stream images() {
    return images;
  }
}
