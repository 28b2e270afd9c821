package org.gpicl.engine.nd4j;

import org.gpicl.engine.StepResult;

/**
 * Computes the softmax cross-entropy of logits in Java, in double precision: there are few logits,
 * and ND4J's own loss can be minus infinity. Uses {@link StrictMath}, since a resumed training must
 * see the same bits as an uninterrupted one.
 */
final class CrossEntropy {
  private CrossEntropy() {}

  /** The mean loss and the correct predictions of logits [rows, classes] under labels [rows]. */
  static StepResult of(float[] logits, int[] labels, int rows, int classes) {
    double sum = 0;
    int correct = 0;
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      int best = argmax(logits, at, classes);
      if (best == labels[row]) {
        correct++;
      }
      float max = logits[at + best];
      sum += StrictMath.log(partition(logits, at, classes, max)) + max - logits[at + labels[row]];
    }
    return new StepResult(sum / rows, correct, rows);
  }

  /** The gradient of the summed loss with respect to the logits: softmax minus one-hot. */
  static float[] gradient(float[] logits, int[] labels, int rows, int classes) {
    float[] gradient = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      float max = logits[at + argmax(logits, at, classes)];
      double partition = partition(logits, at, classes, max);
      for (int c = at; c < at + classes; c++) {
        gradient[c] = (float) (StrictMath.exp((double) logits[c] - max) / partition);
      }
      gradient[at + labels[row]] -= 1;
    }
    return gradient;
  }

  private static double partition(float[] logits, int at, int classes, float max) {
    double sum = 0;
    for (int c = at; c < at + classes; c++) {
      sum += StrictMath.exp((double) logits[c] - max);
    }
    return sum;
  }

  private static int argmax(float[] logits, int at, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[at + c] > logits[at + best]) {
        best = c;
      }
    }
    return best;
  }
}
