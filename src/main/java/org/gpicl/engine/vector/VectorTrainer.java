package org.gpicl.engine.vector;

import java.util.List;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;

/** Takes steps of training: the gradients of a batch, then clipping and one update. */
final class VectorTrainer implements Trainer {
  private final ModelSpec model;
  private final TrainingSpec training;
  private final PaddedParameters parameters;
  private final BatchPass pass;
  private final GradientClipping clipping;
  private final Update update;
  private long step;

  VectorTrainer(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      PaddedParameters parameters,
      BatchPass pass) {
    this.model = model;
    this.training = training;
    this.parameters = parameters;
    this.pass = pass;
    this.clipping = new GradientClipping(training.clipNorm());
    this.update =
        training.optimiser() instanceof OptimiserSpec.Adam adam
            ? new AdamUpdate(adam)
            : new SgdUpdate();
    this.step = initial.step();
  }

  @Override
  public StepResult step(Batch batch) {
    accumulateGradients(batch);
    float scale = clipping.scale(parameters.total().gradients);
    update.apply(parameters, step, training.schedule().at(step), scale);
    parameters.changed();
    step++;
    int predictions = batch.size() * model.length();
    return new StepResult(pass.lossSum() / predictions, pass.correct(), predictions);
  }

  /** Runs forward and backward over the whole batch in training mode; changes only gradients. */
  void accumulateGradients(Batch batch) {
    check(batch);
    pass.learn(batch, step);
  }

  /** The gradients from the last {@link #accumulateGradients}. */
  List<float[]> gradients() {
    return parameters.plainGradients();
  }

  @Override
  public float[] logits(Batch batch) {
    check(batch);
    int perItem = model.length() * model.classes();
    float[] logits = new float[Math.multiplyExact(batch.size(), perItem)];
    pass.predict(batch, logits);
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
    // What is off the Java heap, for bf16, is freed with the objects that hold it.
  }
}
