package org.gpicl.tasks;

/** What one item of a generated set is: a sample for an MLP or a sequence for a transformer. */
public sealed interface Examples {

  /** Image-label pairs of one item. */
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
   * @param length images of a sequence
   */
  record Sequences(int length) implements Examples {
    public Sequences {
      if (length < 1) {
        throw new IllegalArgumentException("a sequence of " + length + " images is empty");
      }
    }
  }
}
