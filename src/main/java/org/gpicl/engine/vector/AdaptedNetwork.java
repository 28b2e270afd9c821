package org.gpicl.engine.vector;

import java.util.Arrays;
import org.gpicl.engine.Batch;
import org.gpicl.model.AdaptedMlpSpec;

/**
 * The passes of {@link AdaptedMlpSpec}. Shapes: t = sequences * length images of a micro-batch, h
 * is the hidden size, c the classes. What the first layer makes of the images before any inner step
 * is one product, and so is the gradient of its weights.
 */
final class AdaptedNetwork implements Network {
  private final AdaptedMlpSpec spec;
  private final ParameterView parameters;
  private final int microBatch;
  private final int length;
  private final int hidden;
  private final int classes;
  private final InputLayer layer0;
  private final InnerLoop loop;
  private final MatrixProduct product = new MatrixProduct();
  private final Panels across; // [features, length] the images of a sequence as columns

  private final float[] images; // [t, features]
  private final int[] shown; // [t] labels, as the tokens after them show them
  private final float[] z; // [t, h]
  private final float[] dz; // [t, h]
  private final float[] gram; // [length, length] products of a sequence's images, plus 1
  private final float[] ones;
  private final float[] w; // [c, h] the transposed layer1.weight
  private final float[] dw; // [c, h]
  private final float[] bias; // [c]
  private final float[] dBias; // [c]
  private final float[] logits; // [c] of one prediction, then their gradient

  AdaptedNetwork(AdaptedMlpSpec spec, ParameterView parameters) {
    this.spec = spec;
    this.parameters = parameters;
    this.microBatch = MicroBatch.items(spec);
    this.length = spec.length();
    this.hidden = Lanes.pad(spec.hidden());
    this.classes = Lanes.pad(spec.classes());
    this.layer0 = new InputLayer(parameters, "layer0", spec.features(), spec.hidden());
    this.loop = new InnerLoop(spec);
    int paddedLength = Lanes.pad(length);
    this.across = new Panels(spec.features(), paddedLength);
    int t = microBatch * length;
    this.images = new float[t * spec.features() + Lanes.COUNT]; // vectors reach beyond the last row
    this.shown = new int[t];
    this.z = new float[t * hidden];
    this.dz = new float[spec.learned() ? t * hidden : 0];
    this.gram = new float[length * paddedLength];
    this.ones = new float[paddedLength];
    Arrays.fill(ones, 1f);
    this.w = new float[spec.classes() * hidden];
    this.dw = new float[spec.classes() * hidden];
    this.bias = new float[classes];
    this.dBias = new float[classes];
    this.logits = new float[classes];
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  @Override
  public void parametersChanged() {
    layer0.weightsChanged();
    int at = parameters.at("layer1.weight");
    for (int c = 0; c < spec.classes(); c++) {
      for (int k = 0; k < spec.hidden(); k++) {
        w[c * hidden + k] = parameters.values[at + k * classes + c];
      }
    }
    System.arraycopy(parameters.values, parameters.at("layer1.bias"), bias, 0, classes);
  }

  @Override
  public void learn(Batch batch, int first, int items, long step, CrossEntropy loss) {
    float share = 1f / ((float) batch.size() * length);
    start(batch, first, items);
    Arrays.fill(dz, 0f);
    Arrays.fill(dw, 0f);
    Arrays.fill(dBias, 0f);
    for (int item = 0; item < items; item++) {
      sequence(item);
      for (int m = 0; m < length; m++) {
        loop.predict(m, w, bias, logits);
        int label = (first + item) * length + m;
        loss.addAndDifferentiate(1, logits, batch.labels(), label, share);
        if (spec.learned()) {
          loop.back(m, logits, dz, dw, dBias);
        }
      }
    }
    if (spec.learned()) {
      addGradients(items);
    }
  }

  @Override
  public void predict(Batch batch, int first, int items, float[] out, int at) {
    start(batch, first, items);
    for (int item = 0; item < items; item++) {
      sequence(item);
      for (int m = 0; m < length; m++) {
        loop.predict(m, w, bias, logits);
        Lanes.unpad(logits, 1, spec.classes(), out, at + (item * length + m) * spec.classes());
      }
    }
  }

  /** Reads the tokens of a micro-batch: images, and the label of the image before. */
  private void start(Batch batch, int first, int items) {
    int features = spec.features();
    for (int row = 0; row < items * length; row++) {
      int from = (first * length + row) * spec.inputs();
      System.arraycopy(batch.inputs(), from, images, row * features, features);
      if (row > 0) {
        shown[row - 1] = largest(batch.inputs(), from + features);
      }
    }
    layer0.forward(items * length, images, 0, z); // [t, features] -> [t, h]
  }

  private int largest(float[] labelPart, int at) {
    int largest = 0;
    for (int c = 1; c < spec.classes(); c++) {
      largest = labelPart[at + c] > labelPart[at + largest] ? c : largest;
    }
    return largest;
  }

  private void sequence(int item) {
    int features = spec.features();
    int at = item * length * features;
    int paddedLength = Lanes.pad(length);
    across.fillTransposed(images, at, features, length);
    product.left(images, at, features).right(across).plus(ones, 0, 0);
    product.into(gram, 0, paddedLength, length, paddedLength, features);
    loop.sequence(z, item * length * hidden, gram, shown, item * length);
  }

  private void addGradients(int items) {
    layer0.backward(items * length, images, 0, dz);
    int at = parameters.at("layer1.weight");
    for (int c = 0; c < spec.classes(); c++) {
      for (int k = 0; k < spec.hidden(); k++) {
        parameters.gradients[at + k * classes + c] += dw[c * hidden + k];
      }
    }
    Elementwise.add(parameters.gradients, parameters.at("layer1.bias"), dBias, 0, classes);
  }
}
