package org.gpicl.engine;

import java.util.Arrays;
import org.gpicl.model.ModelSpec;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;

/**
 * Turns the items of a generated set into batches of model inputs: samples as they are, sequences
 * as tokens [A x_j, labelScale * one-hot of y_(j-1)], the label part of the first being zero.
 */
public final class BatchReader {
  private final ExampleSet set;
  private final float labelScale;
  private final Batch batch;
  private final boolean tokens;

  /**
   * Reads batches for a model.
   *
   * @param labelScale factor of the one-hot labels in the tokens of sequences
   * @param capacity the most items per batch
   */
  public BatchReader(ExampleSet set, ModelSpec model, double labelScale, int capacity) {
    this.set = set;
    this.labelScale = (float) labelScale;
    this.tokens = set.spec().examples() instanceof Examples.Sequences;
    this.batch = new Batch(capacity, set.spec().length(), model.inputs());
  }

  /** Maps a place in a batch to an item of the set. */
  @FunctionalInterface
  public interface Place {
    long item(int place);
  }

  /**
   * Reads a batch; the next call reuses the one returned.
   *
   * @param size how many items the batch has
   * @param items the item at each place of the batch
   * @param inUse what of the set they are drawn from
   */
  public Batch read(int size, Place items, InUse inUse) {
    batch.size(size);
    int length = batch.length();
    int width = batch.width();
    int features = set.spec().images().features();
    float[] inputs = batch.inputs(); // [size, length, width]
    int[] labels = batch.labels(); // [size, length]
    for (int place = 0; place < size; place++) {
      int row = place * length;
      set.read(items.item(place), inUse, inputs, row * width, width, labels, row);
      if (tokens) {
        for (int j = 0; j < length; j++) {
          int labelPart = (row + j) * width + features;
          Arrays.fill(inputs, labelPart, (row + j + 1) * width, 0f);
          if (j > 0) {
            inputs[labelPart + labels[row + j - 1]] = labelScale;
          }
        }
      }
    }
    return batch;
  }
}
