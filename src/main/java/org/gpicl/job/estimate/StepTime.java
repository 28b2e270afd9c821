package org.gpicl.job.estimate;

/** One step takes {@code fixed} seconds and {@code perItem} for each item of its batch. */
record StepTime(double fixed, double perItem) {
  /** Most of a large step is spent on its items; a disturbed measurement must not say otherwise. */
  private static final double LEAST_SHARE_OF_ITEMS = 0.5;

  /**
   * The line through the times of two batches, of which the second is the larger, for batches
   * between them.
   */
  static StepTime between(int few, double ofFew, int many, double ofMany) {
    double perItem = Math.max(0, Math.min(ofMany / many, (ofMany - ofFew) / (many - few)));
    return new StepTime(ofMany - many * perItem, perItem);
  }

  /** The same for batches that are larger than both. */
  static StepTime beyond(int few, double ofFew, int many, double ofMany) {
    double perItem =
        Math.max(LEAST_SHARE_OF_ITEMS * ofMany / many, (ofMany - ofFew) / (many - few));
    return new StepTime(Math.max(0, ofMany - many * perItem), perItem);
  }

  double of(int items) {
    return fixed + items * perItem;
  }
}
