package org.gpicl.engine.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.gpicl.model.MlpSpec;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** An {@link MlpSpec} as a DeepLearning4J network, used only for its gradients. */
final class MlpNetwork implements Network {
  private static final int PASSES_PER_COLLECTION = 2000;

  private final FlatLayout layout;
  private final LogitLoss loss = new LogitLoss();
  private final MultiLayerNetwork network;
  private final NativeGarbage garbage = new NativeGarbage(PASSES_PER_COLLECTION);

  MlpNetwork(MlpSpec spec, List<float[]> parameters) {
    // The report is made with OSHI, which is left out, and ends up in the current folder.
    CrashReportingUtil.crashDumpsEnabled(false);
    this.layout = FlatLayout.columnAfterColumn(spec);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(new NoOp()) // Nd4jTrainer makes the update
            .list()
            .layer(dense(spec.inputs(), spec.hidden(), Activation.RELU))
            .layer(dense(spec.hidden(), spec.hidden(), Activation.RELU))
            .layer(
                dense(
                    spec.hidden(),
                    spec.classes(),
                    spec.finalRelu() ? Activation.RELU : Activation.IDENTITY))
            .layer(new LossLayer.Builder(loss).activation(Activation.IDENTITY).build())
            .build();
    this.network = new MultiLayerNetwork(configuration);
    network.init(layout.pack(parameters), false);
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
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
      return LogitLoss.rowAfterRow(logits);
    }
  }

  /** The batch's inputs, [size, inputs]. */
  private static INDArray inputs(Batch batch) {
    float[] rows = Arrays.copyOf(batch.inputs(), batch.size() * batch.width());
    return Nd4j.create(rows, new long[] {batch.size(), batch.width()}, 'c');
  }

  /** The batch's labels as class numbers, [size, 1]. */
  private static INDArray labels(Batch batch) {
    float[] labels = new float[batch.size()];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = batch.labels()[k];
    }
    return Nd4j.create(labels, new long[] {labels.length, 1}, 'c');
  }

  @Override
  public void close() {
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
