package org.gpicl.tasks;

import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/** Plain classifiers, to measure how hard an image set is; accuracy on its test split. */
public final class Classifiers {
  private final float[][] x;
  private final int[] y;
  private final float[][] testX;
  private final int[] testY;
  private final int classes;
  private final RandomStream draws = new RandomStream(99, Stream.BATCH_ORDER);

  public Classifiers(ImageSet train, ImageSet test) {
    this.x = rows(train);
    this.y = labels(train);
    this.testX = rows(test);
    this.testY = labels(test);
    this.classes = train.spec().classes();
  }

  private static float[][] rows(ImageSet images) {
    float[][] rows = new float[images.count()][images.features()];
    for (int k = 0; k < rows.length; k++) {
      images.copy(k, rows[k], 0);
    }
    return rows;
  }

  private static int[] labels(ImageSet images) {
    int[] labels = new int[images.count()];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = images.label(k);
    }
    return labels;
  }

  /** Softmax regression by stochastic gradient descent with a falling rate. */
  public double linear(int epochs) {
    int features = x[0].length;
    float[][] weight = new float[classes][features + 1];
    long steps = (long) epochs * x.length;
    float[] score = new float[classes];
    for (long step = 0; step < steps; step++) {
      int image = (int) draws.below(x.length, step, 0);
      double rate = 0.004 * (1 - (double) step / steps);
      scores(weight, x[image], score);
      double sum = 0;
      for (float each : score) {
        sum += Math.exp(each - score[largest(score)]);
      }
      double top = score[largest(score)];
      for (int c = 0; c < classes; c++) {
        float gradient =
            (float) (rate * (Math.exp(score[c] - top) / sum - (c == y[image] ? 1 : 0)));
        for (int f = 0; f < features; f++) {
          weight[c][f] -= gradient * x[image][f];
        }
        weight[c][features] -= gradient;
      }
    }
    int right = 0;
    for (int k = 0; k < testX.length; k++) {
      scores(weight, testX[k], score);
      right += largest(score) == testY[k] ? 1 : 0;
    }
    return (double) right / testX.length;
  }

  private static void scores(float[][] weight, float[] row, float[] score) {
    for (int c = 0; c < weight.length; c++) {
      float sum = weight[c][row.length];
      for (int f = 0; f < row.length; f++) {
        sum += weight[c][f] * row[f];
      }
      score[c] = sum;
    }
  }

  private static int largest(float[] score) {
    int best = 0;
    for (int c = 1; c < score.length; c++) {
      best = score[c] > score[best] ? c : best;
    }
    return best;
  }

  /** The label of the nearest of the first {@code known} training images. */
  public double nearestNeighbour(int known, int asked) {
    int right = 0;
    for (int k = 0; k < asked; k++) {
      int nearest = 0;
      double least = Double.MAX_VALUE;
      for (int other = 0; other < Math.min(known, x.length); other++) {
        double distance = distance(x[other], testX[k]);
        if (distance < least) {
          least = distance;
          nearest = other;
        }
      }
      right += y[nearest] == testY[k] ? 1 : 0;
    }
    return (double) right / asked;
  }

  /** The nearest of a few drawn images, as a learner in context sees them; 2000 tries. */
  public double fewShot(int shots) {
    int right = 0;
    for (int trial = 0; trial < 2000; trial++) {
      int asked = (int) draws.below(testX.length, trial, 0);
      int nearest = 0;
      double least = Double.MAX_VALUE;
      for (int shot = 1; shot <= shots; shot++) {
        int other = (int) draws.below(x.length, trial, shot);
        double distance = distance(x[other], testX[asked]);
        if (distance < least) {
          least = distance;
          nearest = other;
        }
      }
      right += y[nearest] == testY[asked] ? 1 : 0;
    }
    return right / 2000.0;
  }

  private static double distance(float[] a, float[] b) {
    float sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += (a[f] - b[f]) * (a[f] - b[f]);
    }
    return sum;
  }
}
