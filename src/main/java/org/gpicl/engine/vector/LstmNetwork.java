package org.gpicl.engine.vector;

import java.util.Arrays;
import org.gpicl.engine.Batch;
import org.gpicl.model.LstmSpec;

/**
 * The passes of {@link LstmSpec}. Shapes: t = sequences * length tokens of a micro-batch, w is the
 * width, c the classes. The input's part of all gates is one product; the state's part is one
 * product for each position, over all sequences.
 */
final class LstmNetwork implements Network {
  private final LstmSpec spec;
  private final int microBatch;
  private final int length;
  private final int width;
  private final int gateWidth;
  private final int classes;
  private final FirstLayer input;
  private final RecurrentLayer recurrent;
  private final Linear output;
  private final LstmCell cell;

  private final float[] gates; // [t, 4 w] activations, then the gradient by what was before them
  private final float[] cells; // [t + 1, w] c; the last row is c_0 = 0
  private final float[] tanhs; // [t, w] tanh(c)
  private final float[] states; // [t, w] h
  private final float[] logits; // [t, c], then their gradient
  private final float[] dStates; // [t, w]
  private final float[] dCells; // [sequences, w] from the next position

  LstmNetwork(LstmSpec spec, ParameterView parameters, Layers layers) {
    this.spec = spec;
    this.microBatch = MicroBatch.items(spec);
    this.length = spec.length();
    this.width = Lanes.pad(spec.width());
    this.gateWidth = Lanes.pad(spec.gates());
    this.classes = Lanes.pad(spec.classes());
    this.input = layers.first("input", spec.inputs(), spec.gates());
    this.recurrent = new RecurrentLayer(parameters, length, spec.width(), spec.gates());
    this.output = layers.linear("output", spec.width(), spec.classes());
    this.cell = new LstmCell(spec.width());
    int t = microBatch * length;
    this.gates = new float[t * gateWidth + Lanes.COUNT]; // vectors reach beyond the last gate
    this.cells = new float[(t + 1) * width];
    this.tanhs = new float[t * width];
    this.states = new float[t * width];
    this.logits = new float[t * classes];
    this.dStates = new float[t * width];
    this.dCells = new float[microBatch * width];
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  @Override
  public void parametersChanged() {
    input.weightsChanged();
    recurrent.weightsChanged();
    output.weightsChanged();
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
    input.forward(t, batch.inputs(), first * length * spec.inputs(), gates); // -> [t, 4 w]
    for (int j = 0; j < length; j++) {
      if (j > 0) {
        recurrent.forward(items, j, states, gates);
      }
      for (int item = 0; item < items; item++) {
        int row = item * length + j;
        cell.forward(gates, row * gateWidth, cells, cellBefore(row, j), tanhs, states, row * width);
      }
    }
    output.forward(t, states, logits); // [t, w] -> [t, c]
  }

  /** Where c of the token before is, in whose place the first token of a sequence has zeros. */
  private int cellBefore(int row, int j) {
    return (j > 0 ? row - 1 : microBatch * length) * width;
  }

  private void backward(Batch batch, int first, int items) {
    int t = items * length;
    output.backwardParameters(t, states, logits);
    output.backwardInput(t, logits, dStates); // [t, c] -> [t, w]
    Arrays.fill(dCells, 0, items * width, 0f);
    for (int j = length - 1; j >= 0; j--) {
      for (int item = 0; item < items; item++) {
        int row = item * length + j;
        cell.backward(
            gates,
            row * gateWidth,
            cells,
            cellBefore(row, j),
            tanhs,
            dStates,
            row * width,
            dCells,
            item * width);
      }
      if (j > 0) {
        recurrent.backwardInput(items, j, gates, dStates);
      }
    }
    recurrent.backwardParameters(items, states, gates);
    input.backward(t, batch.inputs(), first * length * spec.inputs(), gates);
  }
}
