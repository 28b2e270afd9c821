package org.gpicl.engine.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * An {@link MlpSpec} or {@link LstmSpec} as a DeepLearning4J network, used only for its gradients.
 * DeepLearning4J has positions last, [size, numbers, length].
 */
final class LayeredNetwork implements Network {
  private static final int PASSES_PER_COLLECTION = 2000;

  private final FlatLayout layout;
  private final LogitLoss loss;
  private final boolean sequences;
  private final MultiLayerNetwork network;
  private final NativeGarbage garbage = new NativeGarbage(PASSES_PER_COLLECTION);

  private LayeredNetwork(
      FlatLayout layout,
      LogitLoss loss,
      boolean sequences,
      List<float[]> parameters,
      Layer... layers) {
    // The report is made with OSHI, which is left out, and ends up in the current folder.
    CrashReportingUtil.crashDumpsEnabled(false);
    this.layout = layout;
    this.loss = loss;
    this.sequences = sequences;
    NeuralNetConfiguration.ListBuilder configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(new NoOp()) // Nd4jTrainer makes the update
            .list();
    for (Layer layer : layers) {
      configuration.layer(layer);
    }
    this.network = new MultiLayerNetwork(configuration.build());
    network.init(layout.pack(parameters), false);
  }

  static LayeredNetwork of(MlpSpec spec, List<float[]> parameters) {
    LogitLoss loss = new LogitLoss();
    return new LayeredNetwork(
        FlatLayout.columnAfterColumn(spec),
        loss,
        false,
        parameters,
        dense(spec.inputs(), spec.hidden(), Activation.RELU),
        dense(spec.hidden(), spec.hidden(), Activation.RELU),
        dense(
            spec.hidden(),
            spec.classes(),
            spec.finalRelu() ? Activation.RELU : Activation.IDENTITY),
        new LossLayer.Builder(loss).activation(Activation.IDENTITY).build());
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  static LayeredNetwork of(LstmSpec spec, List<float[]> parameters) {
    LogitLoss loss = new LogitLoss();
    return new LayeredNetwork(
        FlatLayout.ofLstm(spec),
        loss,
        true,
        parameters,
        new LSTM.Builder()
            .nIn(spec.inputs())
            .nOut(spec.width())
            .activation(Activation.TANH)
            .gateActivationFunction(Activation.SIGMOID)
            .build(),
        new RnnOutputLayer.Builder(loss)
            .nIn(spec.width())
            .nOut(spec.classes())
            .activation(Activation.IDENTITY)
            .build());
  }

  @Override
  public FlatLayout layout() {
    return layout;
  }

  @Override
  public INDArray parameters() {
    return network.params();
  }

  @Override
  public INDArray gradients() {
    return network.getFlattenedGradients().reshape(layout.size());
  }

  @Override
  public StepResult differentiate(Batch batch, long step, BooleanSupplier stop) {
    try (INDArray inputs = inputs(batch);
        INDArray labels = labels(batch)) {
      network.setInput(inputs);
      network.setLabels(labels);
      network.computeGradientAndScore();
      network.clear();
    }
    garbage.passed();
    return loss.last();
  }

  @Override
  public float[] logits(Batch batch) {
    try (INDArray inputs = inputs(batch);
        INDArray logits = network.output(inputs, false)) {
      return LogitLoss.rowAfterRow(sequences ? logits.permute(0, 2, 1) : logits);
    }
  }

  /** The batch's inputs, [size, inputs] or [size, inputs, length]. */
  private INDArray inputs(Batch batch) {
    int length = batch.length();
    float[] rows = Arrays.copyOf(batch.inputs(), batch.size() * length * batch.width());
    return sequences
        ? Nd4j.create(rows, new long[] {batch.size(), length, batch.width()}, 'c').permute(0, 2, 1)
        : Nd4j.create(rows, new long[] {batch.size(), batch.width()}, 'c');
  }

  /** The batch's labels as class numbers, [size, 1] or [size, 1, length]. */
  private INDArray labels(Batch batch) {
    float[] labels = new float[batch.size() * batch.length()];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = batch.labels()[k];
    }
    long[] shape =
        sequences ? new long[] {batch.size(), 1, batch.length()} : new long[] {batch.size(), 1};
    return Nd4j.create(labels, shape, 'c');
  }

  @Override
  public void close() {
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
