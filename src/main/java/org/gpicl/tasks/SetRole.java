package org.gpicl.tasks;

import org.gpicl.tasks.numbers.Stream;

/** What a generated set is for, which decides the random streams of its tasks and images. */
public enum SetRole {
  /** Training. */
  TRAIN(Stream.TRAINING_MATRIX, Stream.TRAINING_LABELS, Stream.TRAINING_IMAGES),
  /** Evaluation on the tasks of the training set. */
  SEEN(Stream.TRAINING_MATRIX, Stream.TRAINING_LABELS, Stream.SEEN_IMAGES),
  /** Evaluation on tasks that the training set does not have. */
  UNSEEN(Stream.UNSEEN_MATRIX, Stream.UNSEEN_LABELS, Stream.UNSEEN_IMAGES);

  private final Stream matrices;
  private final Stream labels;
  private final Stream images;

  SetRole(Stream matrices, Stream labels, Stream images) {
    this.matrices = matrices;
    this.labels = labels;
    this.images = images;
  }

  /** The stream of the matrices A_n: index n, position row * features + column. */
  public Stream matrices() {
    return matrices;
  }

  /** The stream of the label permutations p_n: index n. */
  public Stream labels() {
    return labels;
  }

  /** The stream of image draws: index = item, position = place in the item. */
  public Stream images() {
    return images;
  }
}
