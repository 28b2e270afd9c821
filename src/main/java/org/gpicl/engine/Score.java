package org.gpicl.engine;

import java.util.function.BooleanSupplier;
import org.gpicl.model.ModelSpec;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.StandardError;
import org.gpicl.tasks.TaskTally;

/**
 * How well a model performs on a whole generated set.
 *
 * @param accuracy the fraction of correct predictions over all positions
 * @param loss the mean cross-entropy over all positions, in nats
 * @param accuracyByPosition the accuracy at each position, [length]
 * @param error of both accuracies, over the set's tasks
 */
public record Score(
    double accuracy, double loss, double[] accuracyByPosition, StandardError error) {

  /** Rows per evaluation batch: enough to fill the matrix unit, few enough for the cache. */
  private static final int ROWS = 2_048;

  /**
   * Scores a model without dropout, with items in order and sums in double precision.
   *
   * @param stop polled before each batch
   * @throws StepAbandonedException if a stop was requested
   */
  public static Score of(
      Trainer trainer, ExampleSet set, ModelSpec model, double labelScale, BooleanSupplier stop) {
    int length = set.spec().length();
    int capacity = (int) Math.max(1, Math.min(set.spec().items(), ROWS / length));
    BatchReader reader = new BatchReader(set, model, labelScale, capacity);
    int classes = model.classes();
    TaskTally tally = new TaskTally(length);
    double loss = 0;
    long items = set.spec().items();
    for (long first = 0; first < items; first += capacity) {
      if (stop.getAsBoolean()) {
        throw new StepAbandonedException();
      }
      long begin = first;
      int size = (int) Math.min(capacity, items - first);
      Batch batch = reader.read(size, place -> begin + place, InUse.all(set.spec()));
      float[] logits = trainer.logits(batch); // [size, length, classes]
      for (int row = 0; row < size * length; row++) {
        if (row % length == 0) {
          tally.item(set.spec().taskOf(first + row / length));
        }
        int label = batch.labels()[row];
        loss += crossEntropy(logits, row * classes, classes, label);
        if (argmax(logits, row * classes, classes) == label) {
          tally.right(row % length);
        }
      }
    }
    return new Score(
        tally.accuracy(),
        loss / ((double) items * length),
        tally.accuracyByPosition(),
        tally.standardError());
  }

  /** The class of the highest of some logits, the lowest one if there are several. */
  public static int argmax(float[] logits, int at, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logits[at + k] > logits[at + best]) {
        best = k;
      }
    }
    return best;
  }

  private static double crossEntropy(float[] logits, int at, int classes, int label) {
    double highest = logits[at + argmax(logits, at, classes)];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += StrictMath.exp(logits[at + k] - highest);
    }
    return highest + StrictMath.log(sum) - logits[at + label];
  }
}
