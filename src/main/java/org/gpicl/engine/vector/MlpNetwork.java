package org.gpicl.engine.vector;

import org.gpicl.engine.Batch;
import org.gpicl.model.MlpSpec;

/**
 * The passes of {@link MlpSpec}. Shapes: m is the rows of a micro-batch, h the hidden size, c the
 * classes.
 */
final class MlpNetwork implements Network {
  private final MlpSpec spec;
  private final int microBatch;
  private final int hidden;
  private final int classes;
  private final FirstLayer layer0;
  private final Linear layer1;
  private final Linear layer2;

  private final float[] a; // [m, h] after the first ReLU
  private final float[] b; // [m, h] after the second
  private final float[] y; // [m, c] logits, then their gradient
  private final float[] relued; // [m, c] logits, kept for the last ReLU's derivative
  private final float[] dHidden; // [m, h]
  private final float[] dHidden2; // [m, h]

  MlpNetwork(MlpSpec spec, Layers layers) {
    this.spec = spec;
    this.microBatch = MicroBatch.items(spec);
    this.hidden = Lanes.pad(spec.hidden());
    this.classes = Lanes.pad(spec.classes());
    this.layer0 = layers.first("layer0", spec.inputs(), spec.hidden());
    this.layer1 = layers.linear("layer1", spec.hidden(), spec.hidden());
    this.layer2 = layers.linear("layer2", spec.hidden(), spec.classes());
    this.a = new float[microBatch * hidden];
    this.b = new float[microBatch * hidden];
    this.y = new float[microBatch * classes];
    this.relued = new float[spec.finalRelu() ? microBatch * classes : 0];
    this.dHidden = new float[microBatch * hidden];
    this.dHidden2 = new float[microBatch * hidden];
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  @Override
  public void parametersChanged() {
    layer0.weightsChanged();
    layer1.weightsChanged();
    layer2.weightsChanged();
  }

  @Override
  public void learn(Batch batch, int first, int items, long step, CrossEntropy loss) {
    forward(batch, first, items);
    if (spec.finalRelu()) {
      System.arraycopy(y, 0, relued, 0, items * classes);
    }
    loss.addAndDifferentiate(items, y, batch.labels(), first, 1f / batch.size());
    backward(batch, first, items);
  }

  private void forward(Batch batch, int first, int items) {
    layer0.forward(items, batch.inputs(), first * spec.inputs(), a); // [m, inputs] -> [m, h]
    Relu.forward(a, items * hidden);
    layer1.forward(items, a, b); // [m, h] -> [m, h]
    Relu.forward(b, items * hidden);
    layer2.forward(items, b, y); // [m, h] -> [m, c]
    if (spec.finalRelu()) {
      Relu.forward(y, items * classes);
    }
  }

  private void backward(Batch batch, int first, int items) {
    if (spec.finalRelu()) {
      Relu.backward(relued, y, items * classes);
    }
    layer2.backwardParameters(items, b, y);
    layer2.backwardInput(items, y, dHidden); // [m, c] -> [m, h]
    Relu.backward(b, dHidden, items * hidden);
    layer1.backwardParameters(items, a, dHidden);
    layer1.backwardInput(items, dHidden, dHidden2); // [m, h] -> [m, h]
    Relu.backward(a, dHidden2, items * hidden);
    layer0.backward(items, batch.inputs(), first * spec.inputs(), dHidden2);
  }

  @Override
  public void predict(Batch batch, int first, int items, float[] logits, int at) {
    forward(batch, first, items);
    Lanes.unpad(y, items, spec.classes(), logits, at);
  }
}
