package org.gpicl.engine.vector;

import java.util.Arrays;
import org.gpicl.model.AdaptedMlpSpec;

/**
 * Fits an {@link AdaptedMlpSpec} to the first m examples of a sequence, predicts example m, and
 * goes back through all of its steps. Shapes: h is the hidden size, c the classes.
 *
 * <p>The weights of the first layer are never changed. What steps add to them is a sum of outer
 * products with the images, so their effect on an image is one with products of images: with the
 * matrix G of these, plus 1 for the bias, and F for all steps' changes of what the hidden units of
 * each example received,
 *
 * <pre>
 * A = relu(Z + G F)                    N = -rate / m (softmax(A W' + b) - onehot)
 * F += (N W) where A > 0               W += N' A        b += the sum of N's rows
 * </pre>
 *
 * where W [c, h] is the transposed weight of the second layer, and Z [m, h] what the first layer
 * makes of the images before any step. This is exact, and costs m numbers per example and hidden
 * unit in place of twice the features.
 */
final class InnerLoop {
  private final MatrixProduct product = new MatrixProduct();
  private final CrossEntropy inner;
  private final int steps;
  private final double rate;
  private final int hidden;
  private final int live; // hidden units without padding
  private final int classes;
  private final int rows;
  private final int pairs; // between rows of G

  // Of each step, if they are needed to go back, otherwise of the last one:
  private final boolean kept;
  private final float[][] a; // [m, h]
  private final float[][] n; // [m, c]
  private final float[][] w; // [c, h]

  private final float[] f; // [m, h], then what goes back to it
  private final float[] bias; // [c]
  private final float[] change; // [m, h]
  private final float[] back; // [m, h]
  private final float[] backN; // [m, c]
  private final float[] backW; // [c, h]
  private final float[] backBias; // [c]
  private final float[] upright; // [h, c] a transposed W
  private final float[] query; // [h] hidden units of example m
  private final float[] backQuery; // [h]

  // For the current sequence:
  private float[] z;
  private int zAt;
  private float[] gram;
  private int[] labels;
  private int labelAt;

  InnerLoop(AdaptedMlpSpec spec) {
    this.inner = new CrossEntropy(spec.classes());
    this.steps = spec.innerSteps();
    this.rate = spec.innerRate();
    this.live = spec.hidden();
    this.hidden = Lanes.pad(live);
    this.rows = spec.classes();
    this.classes = Lanes.pad(rows);
    this.pairs = Lanes.pad(spec.length());
    this.kept = spec.learned();
    int m = spec.length();
    this.a = new float[kept ? steps : 1][m * hidden];
    this.n = new float[kept ? steps : 1][m * classes];
    this.w = new float[kept ? steps + 1 : 1][rows * hidden];
    this.f = new float[m * hidden];
    this.change = new float[m * hidden];
    this.bias = new float[classes];
    int goingBack = kept ? m : 0;
    this.back = new float[goingBack * hidden];
    this.backN = new float[goingBack * classes];
    this.backW = new float[rows * hidden];
    this.backBias = new float[classes];
    this.upright = new float[hidden * classes];
    this.query = new float[hidden];
    this.backQuery = new float[hidden];
  }

  /**
   * Sets the sequence.
   *
   * @param z [length, h] at {@code zAt}
   * @param gram [length, pad(length)] products of its images, plus 1
   */
  void sequence(float[] z, int zAt, float[] gram, int[] labels, int labelAt) {
    this.z = z;
    this.zAt = zAt;
    this.gram = gram;
    this.labels = labels;
    this.labelAt = labelAt;
  }

  /** Fits to the first m examples, from W [c, h] and its bias, and writes the next one's logits. */
  void predict(int m, float[] startW, float[] startBias, float[] logits) {
    System.arraycopy(startW, 0, w[0], 0, rows * hidden);
    System.arraycopy(startBias, 0, bias, 0, classes);
    Arrays.fill(f, 0, m * hidden, 0f);
    for (int step = 0; step < steps && m > 0; step++) {
      step(m, step);
    }
    int end = m > 0 ? slot(steps) : 0;
    System.arraycopy(z, zAt + m * hidden, query, 0, hidden);
    if (m > 0) {
      product.left(gram, m * pairs, pairs).right(f, 0, hidden).plus(query, 0, hidden);
      product.into(query, 0, hidden, 1, hidden, m);
    }
    Relu.forward(query, hidden);
    product.left(query, 0, hidden).right(upright(w[end]), 0, classes).plus(bias, 0, 0);
    product.into(logits, 0, classes, 1, classes, live);
  }

  private int slot(int step) {
    return kept ? step : 0;
  }

  private void step(int m, int step) {
    float[] units = a[slot(step)];
    float[] down = n[slot(step)];
    float[] weights = w[slot(step)];
    System.arraycopy(z, zAt, units, 0, m * hidden);
    if (step > 0) {
      product.left(gram, 0, pairs).right(f, 0, hidden).plus(units, 0, hidden);
      product.into(units, 0, hidden, m, hidden, m);
    }
    Relu.forward(units, m * hidden);
    product.left(units, 0, hidden).right(upright(weights), 0, classes).plus(bias, 0, 0);
    product.into(down, 0, classes, m, classes, live);
    inner.clear();
    inner.addAndDifferentiate(m, down, labels, labelAt, scale(m));
    product.left(down, 0, classes).right(weights, 0, hidden);
    product.into(change, 0, hidden, m, hidden, rows);
    Relu.backward(units, change, m * hidden);
    Elementwise.add(f, 0, change, 0, m * hidden);
    product.leftTransposed(down, 0, classes).right(units, 0, hidden).plus(weights, 0, hidden);
    product.into(w[slot(step + 1)], 0, hidden, rows, hidden, m);
    Elementwise.addRows(bias, 0, down, m, classes);
  }

  private float scale(int m) {
    return (float) (-rate / m);
  }

  /** W [c, h] with its rows as columns: the layout of a right side. */
  private float[] upright(float[] weights) {
    for (int c = 0; c < rows; c++) {
      for (int k = 0; k < live; k++) {
        upright[k * classes + c] = weights[c * hidden + k];
      }
    }
    return upright;
  }

  /**
   * Goes back from the gradient of the last prediction's logits through all steps, and adds to the
   * gradients of Z [length, h] at {@code zAt}, of W and of its bias.
   */
  void back(int m, float[] dLogits, float[] dz, float[] dw, float[] dBias) {
    int end = m > 0 ? steps : 0;
    product.leftTransposed(dLogits, 0, classes).right(query, 0, hidden);
    product.into(backW, 0, hidden, rows, hidden, 1);
    System.arraycopy(dLogits, 0, backBias, 0, classes);
    product.left(dLogits, 0, classes).right(w[end], 0, hidden);
    product.into(backQuery, 0, hidden, 1, hidden, rows);
    Relu.backward(query, backQuery, hidden);
    Elementwise.add(dz, zAt + m * hidden, backQuery, 0, hidden);
    if (m > 0) {
      product.leftTransposed(gram, m * pairs, pairs).right(backQuery, 0, hidden);
      product.into(f, 0, hidden, m, hidden, 1);
    }
    for (int step = end - 1; step >= 0; step--) {
      backStep(m, step, dz);
    }
    Elementwise.add(dw, 0, backW, 0, rows * hidden);
    Elementwise.add(dBias, 0, backBias, 0, classes);
  }

  private void backStep(int m, int step, float[] dz) {
    float[] units = a[step];
    float[] down = n[step];
    float[] weights = w[step];
    System.arraycopy(f, 0, change, 0, m * hidden);
    Relu.backward(units, change, m * hidden);
    product.left(units, 0, hidden).right(upright(backW), 0, classes).plus(backBias, 0, 0);
    product.into(backN, 0, classes, m, classes, live);
    product.left(change, 0, hidden).right(upright(weights), 0, classes).plus(backN, 0, classes);
    product.into(backN, 0, classes, m, classes, live);
    product.left(down, 0, classes).right(backW, 0, hidden);
    product.into(back, 0, hidden, m, hidden, rows);
    product.leftTransposed(down, 0, classes).right(change, 0, hidden).plus(backW, 0, hidden);
    product.into(backW, 0, hidden, rows, hidden, m);

    backSoftmax(m, down);
    product.left(backN, 0, classes).right(weights, 0, hidden).plus(back, 0, hidden);
    product.into(back, 0, hidden, m, hidden, rows);
    product.leftTransposed(backN, 0, classes).right(units, 0, hidden).plus(backW, 0, hidden);
    product.into(backW, 0, hidden, rows, hidden, m);
    Elementwise.addRows(backBias, 0, backN, m, classes);

    Relu.backward(units, back, m * hidden);
    Elementwise.add(dz, zAt, back, 0, m * hidden);
    if (step > 0) {
      product.left(gram, 0, pairs).right(back, 0, hidden).plus(f, 0, hidden);
      product.into(f, 0, hidden, m, hidden, m);
    }
  }

  /** Replaces the gradient of N by that of the logits that N was made of. */
  private void backSoftmax(int m, float[] down) {
    float scale = scale(m);
    for (int row = 0; row < m; row++) {
      int at = row * classes;
      int label = at + labels[labelAt + row];
      down[label] += scale; // scale times softmax; no later step reads N again
      float sum = 0;
      for (int k = at; k < at + rows; k++) {
        sum += down[k] * backN[k];
      }
      float mean = sum / scale;
      for (int k = at; k < at + rows; k++) {
        backN[k] = down[k] * (backN[k] - mean);
      }
    }
  }
}
