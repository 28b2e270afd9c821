package org.gpicl.engine.vector;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;

/** Steps of training: micro-batches in order, then clipping and one update. */
final class VectorTrainer implements Trainer {
  private final ModelSpec model;
  private final TrainingSpec training;
  private final BooleanSupplier stop;
  private final PaddedParameters parameters;
  private final Network network;
  private final CrossEntropy loss;
  private final GradientClipping clipping;
  private final Update update;
  private long step;

  VectorTrainer(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      PaddedParameters parameters,
      Network network,
      BooleanSupplier stop) {
    this.model = model;
    this.training = training;
    this.stop = stop;
    this.parameters = parameters;
    this.network = network;
    this.loss = new CrossEntropy(model.classes());
    this.clipping = new GradientClipping(training.clipNorm());
    this.update =
        training.optimiser() instanceof OptimiserSpec.Adam adam
            ? new AdamUpdate(adam)
            : new SgdUpdate();
    this.step = initial.step();
    network.parametersChanged();
  }

  @Override
  public StepResult step(Batch batch) {
    accumulateGradients(batch);
    float scale = clipping.scale(parameters.gradients);
    update.apply(parameters, step, training.schedule().at(step), scale);
    network.parametersChanged();
    step++;
    int predictions = batch.size() * model.length();
    return new StepResult(loss.lossSum() / predictions, loss.correct(), predictions);
  }

  /** Forward and backward of the whole batch in training mode; changes nothing but gradients. */
  void accumulateGradients(Batch batch) {
    check(batch);
    Arrays.fill(parameters.gradients, 0f);
    loss.clear();
    for (int first = 0; first < batch.size(); first += network.microBatch()) {
      if (stop.getAsBoolean()) {
        throw new StepAbandonedException();
      }
      int items = Math.min(network.microBatch(), batch.size() - first);
      network.learn(batch, first, items, step, loss);
    }
  }

  /** The gradients that {@link #accumulateGradients} left. */
  List<float[]> gradients() {
    return parameters.plainGradients();
  }

  @Override
  public float[] logits(Batch batch) {
    check(batch);
    int perItem = model.length() * model.classes();
    float[] logits = new float[Math.multiplyExact(batch.size(), perItem)];
    for (int first = 0; first < batch.size(); first += network.microBatch()) {
      int items = Math.min(network.microBatch(), batch.size() - first);
      network.predict(batch, first, items, logits, first * perItem);
    }
    return logits;
  }

  private void check(Batch batch) {
    if (batch.length() != model.length() || batch.width() != model.inputs()) {
      throw new IllegalArgumentException(
          "a batch of rows "
              + batch.length()
              + " x "
              + batch.width()
              + " does not fit a model of "
              + model.length()
              + " x "
              + model.inputs());
    }
  }

  @Override
  public TrainingState state() {
    return parameters.state(step);
  }

  @Override
  public void close() {
    // Everything is on the Java heap.
  }
}
