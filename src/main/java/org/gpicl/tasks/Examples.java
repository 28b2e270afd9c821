package org.gpicl.tasks;

/** The kind of item in a generated set: single samples, or sequences. */
public sealed interface Examples {

  /** Image-label pairs in one item. */
  int length();

  /**
   * Single image-label pairs, every feature normalised by its mean and standard deviation over the
   * generated set (the notebook's sample mode).
   */
  record Samples() implements Examples {
    @Override
    public int length() {
      return 1;
    }
  }

  /**
   * Sequences of one task, images drawn with replacement (the notebook's sequence mode).
   *
   * @param length images per sequence
   */
  record Sequences(int length) implements Examples {
    public Sequences {
      if (length < 1) {
        throw new IllegalArgumentException("a sequence of " + length + " images is empty");
      }
    }
  }
}
