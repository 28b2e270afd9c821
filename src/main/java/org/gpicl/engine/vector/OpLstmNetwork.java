package org.gpicl.engine.vector;

import java.util.Arrays;
import org.gpicl.engine.Batch;
import org.gpicl.model.OpLstmSpec;

/**
 * The passes of {@link OpLstmSpec}. Shapes: t = sequences * length tokens of a micro-batch, w is
 * the width, m the numbers in c, n the classes. As in {@link LstmNetwork}, the input's part of all
 * gates is one product, and the state's part one product for each position.
 */
final class OpLstmNetwork implements Network {
  private static final int LANES = Lanes.COUNT;

  private final OpLstmSpec spec;
  private final ParameterView parameters;
  private final int length;
  private final int width;
  private final int gateWidth;
  private final int scaleAt;
  private final FirstLayer input;
  private final RecurrentLayer recurrent;
  private final Linear output;
  private final OuterProductStep cell;

  private final float[] gates; // [t, 8 w], then the gradient by them
  private final float[] cells; // [length + 1, m, lanes]; the last is c_0 = 0
  private final float[] states; // [t, w] h
  private final float[] logits; // [t, n], then their gradient
  private final float[] dStates; // [t, w]
  private final float[] dCells; // [m, lanes] from the next position

  OpLstmNetwork(OpLstmSpec spec, ParameterView parameters, Layers layers) {
    this.spec = spec;
    this.parameters = parameters;
    this.length = spec.length();
    this.width = Lanes.pad(spec.width());
    this.gateWidth = Lanes.pad(spec.gates());
    this.scaleAt = parameters.at("keyScale");
    this.input = layers.first("input", spec.inputs(), spec.gates());
    this.recurrent = new RecurrentLayer(parameters, length, spec.width(), spec.gates());
    this.output = layers.linear("output", spec.width(), spec.classes());
    this.cell = new OuterProductStep(spec);
    int t = microBatch() * length;
    this.gates = new float[t * gateWidth];
    this.cells = new float[Math.multiplyExact((length + 1) * LANES, spec.cells())];
    this.states = new float[t * width];
    this.logits = new float[t * Lanes.pad(spec.classes())];
    this.dStates = new float[t * width];
    this.dCells = new float[spec.cells() * LANES];
  }

  @Override
  public int microBatch() {
    return MicroBatch.items(spec);
  }

  @Override
  public void parametersChanged() {
    input.weightsChanged();
    recurrent.weightsChanged();
    output.weightsChanged();
    cell.scaleBy((float) StrictMath.log1p(StrictMath.exp(parameters.values[scaleAt])));
  }

  @Override
  public void learn(Batch batch, int first, int items, long step, CrossEntropy loss) {
    forward(batch, first, items);
    float share = 1f / ((float) batch.size() * length);
    loss.addAndDifferentiate(items * length, logits, batch.labels(), first * length, share);
    backward(batch, first, items);
  }

  @Override
  public void predict(Batch batch, int first, int items, float[] out, int at) {
    forward(batch, first, items);
    Lanes.unpad(logits, items * length, spec.classes(), out, at);
  }

  private void forward(Batch batch, int first, int items) {
    int t = items * length;
    input.forward(t, batch.inputs(), first * length * spec.inputs(), gates); // -> [t, 8 w]
    for (int j = 0; j < length; j++) {
      if (j > 0) {
        recurrent.forward(items, j, states, gates);
      }
      cell.forward(
          items,
          gates,
          j * gateWidth,
          length * gateWidth,
          cells,
          cellsAt(j - 1),
          cellsAt(j),
          states,
          j * width,
          length * width);
    }
    output.forward(t, states, logits); // [t, w] -> [t, n]
  }

  /** Where c of a position is; before the first there are zeros. */
  private int cellsAt(int j) {
    return (j < 0 ? length : j) * spec.cells() * LANES;
  }

  private void backward(Batch batch, int first, int items) {
    int t = items * length;
    output.backwardParameters(t, states, logits);
    output.backwardInput(t, logits, dStates); // [t, n] -> [t, w]
    Arrays.fill(dCells, 0f);
    cell.beginBackward();
    for (int j = length - 1; j >= 0; j--) {
      cell.backward(
          items,
          gates,
          j * gateWidth,
          length * gateWidth,
          cells,
          cellsAt(j - 1),
          cellsAt(j),
          dStates,
          j * width,
          length * width,
          dCells);
      if (j > 0) {
        recurrent.backwardInput(items, j, gates, dStates);
      }
    }
    recurrent.backwardParameters(items, states, gates);
    input.backward(t, batch.inputs(), first * length * spec.inputs(), gates);
    double sigmoid = 1 / (1 + StrictMath.exp(-parameters.values[scaleAt]));
    parameters.gradients[scaleAt] += (float) (cell.scaleGradient(items) * sigmoid);
  }
}
