package org.gpicl.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the softmax cross-entropy of padded rows of logits and its gradient, and sums the loss
 * over the micro-batches of a step.
 */
final class CrossEntropy {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  /** A logit whose exponential is zero. */
  private static final float NOTHING = -1e30f;

  /** Above this, one more factor, at most the number of classes, might overflow a double. */
  private static final double LARGE = 1e250;

  private final int classes;
  private final int padded;
  private final float[] partial = new float[Lanes.COUNT];
  private double lossSum;
  private int correct;

  CrossEntropy(int classes) {
    this.classes = classes;
    this.padded = Lanes.pad(classes);
  }

  void clear() {
    lossSum = 0;
    correct = 0;
  }

  /** The sum of all losses since {@link #clear}, in nats. */
  double lossSum() {
    return lossSum;
  }

  /** How many labels had the largest logit; of equal ones, the first counts. */
  int correct() {
    return correct;
  }

  /**
   * Adds the losses of {@code rows} predictions and replaces their logits [rows, classes] with the
   * gradient: (softmax - one-hot) * scale.
   */
  void addAndDifferentiate(int rows, float[] logits, int[] labels, int labelAt, float scale) {
    double product = 1;
    for (int row = 0; row < rows; row++) {
      int at = row * padded;
      int label = labels[labelAt + row];
      float max = logits[at];
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (logits[at + c] > max) {
          max = logits[at + c];
          best = c;
        }
      }
      if (best == label) {
        correct++;
      }
      double chosen = (double) logits[at + label] - max;
      Arrays.fill(logits, at + classes, at + padded, NOTHING);
      Exponential.replace(logits, at, at + padded, max);
      float total = Lanes.sum(logits, at, padded, partial);
      // Each total is between 1 and the number of classes: one logarithm serves many of them.
      product *= total;
      lossSum -= chosen;
      if (product > LARGE) {
        lossSum += StrictMath.log(product);
        product = 1;
      }
      float factor = scale / total;
      for (int k = 0; k < padded; k += STEP) {
        FloatVector.fromArray(FLOATS, logits, at + k).mul(factor).intoArray(logits, at + k);
      }
      logits[at + label] -= scale;
    }
    lossSum += StrictMath.log(product);
  }
}
