package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.reference.ReferenceModel;
import org.gpicl.engine.reference.ReferenceOptimiser;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/** Compares the engine with the double-precision reference, on one small problem. */
final class Comparison {
  static final int BATCH = 5;
  private static final int SEED = 7;

  private final ModelSpec model;

  Comparison(ModelSpec model) {
    this.model = model;
  }

  static TrainingSpec training(OptimiserSpec optimiser, double rate, double clip) {
    return new TrainingSpec(
        SEED, BATCH, 1000, optimiser, new LearningRateSchedule(rate, 0, 0, 1), clip);
  }

  /** Initial parameters, but none of them zero or one, so that every gradient matters. */
  TrainingState state(TrainingSpec training) {
    TrainingState initial = TrainingState.initial(model, training);
    List<float[]> parameters = initial.parameters().stream().map(float[]::clone).toList();
    RandomStream stream = new RandomStream(SEED, Stream.INITIALISATION);
    for (int p = 0; p < parameters.size(); p++) {
      float[] noise = new float[parameters.get(p).length];
      new Gaussians(stream, 0.2f).draw(1000 + p, noise, 0, noise.length);
      for (int k = 0; k < noise.length; k++) {
        parameters.get(p)[k] += noise[k];
      }
    }
    return new TrainingState(0, parameters, initial.firstMoments(), initial.secondMoments());
  }

  Batch batch(int index, int size) {
    Batch batch = new Batch(BATCH, model.length(), model.inputs());
    batch.size(size);
    RandomStream stream = new RandomStream(SEED, Stream.TRAINING_IMAGES);
    new Gaussians(stream, 1).draw(index, batch.inputs(), 0, batch.inputs().length);
    for (int k = 0; k < batch.labels().length; k++) {
      batch.labels()[k] = (int) stream.below(model.classes(), 5000 + index, k);
    }
    return batch;
  }

  /** Loss in training mode, logits out of it, and every gradient: a step of rate 1 shows them. */
  void lossLogitsAndGradientsAgree(int size) {
    TrainingSpec training = training(new OptimiserSpec.Sgd(), 1, 0);
    TrainingState state = state(training);
    double[][] parameters = ReferenceModel.parameters(state);
    Batch batch = batch(0, size);
    try (Trainer trainer = new Nd4jEngine().open(model, training, state, () -> false)) {
      double[] expected = ReferenceModel.logits(model, training, parameters, batch, 0, false);
      float[] logits = trainer.logits(batch);
      assertThat(logits).hasSameSizeAs(expected);
      for (int k = 0; k < expected.length; k++) {
        assertThat((double) logits[k]).isCloseTo(expected[k], within(2e-5));
      }
      StepResult result = trainer.step(batch);
      assertThat(result.predictions()).isEqualTo(size * model.length());
      assertThat(result.correct()).isEqualTo(correct(training, parameters, batch));
      assertThat(result.loss())
          .isCloseTo(
              ReferenceModel.loss(model, training, parameters, batch, 0, true), within(1e-5));
      double[][] gradients = ReferenceModel.gradients(model, training, parameters, batch, 0, true);
      List<float[]> after = trainer.state().parameters();
      for (int p = 0; p < gradients.length; p++) {
        for (int k = 0; k < gradients[p].length; k++) {
          assertThat(parameters[p][k] - after.get(p)[k])
              .as("%s[%d]", model.parameters().get(p).name(), k)
              .isCloseTo(gradients[p][k], within(2e-5));
        }
      }
    }
  }

  private int correct(TrainingSpec training, double[][] parameters, Batch batch) {
    double[] logits = ReferenceModel.logits(model, training, parameters, batch, 0, true);
    int correct = 0;
    for (int row = 0; row < batch.size() * model.length(); row++) {
      int best = 0;
      for (int c = 1; c < model.classes(); c++) {
        if (logits[row * model.classes() + c] > logits[row * model.classes() + best]) {
          best = c;
        }
      }
      correct += best == batch.labels()[row] ? 1 : 0;
    }
    return correct;
  }

  /** Several steps on changing batches, the last of them smaller, end in the same parameters. */
  void stepsAgree(OptimiserSpec optimiser, double clip) {
    TrainingSpec training =
        new TrainingSpec(
            SEED, BATCH, 1000, optimiser, new LearningRateSchedule(0.02, 3, 10, 1), clip);
    TrainingState state = state(training);
    ReferenceOptimiser reference = new ReferenceOptimiser(model, training, state);
    try (Trainer trainer = new Nd4jEngine().open(model, training, state, () -> false)) {
      for (int step = 0; step < 4; step++) {
        Batch batch = batch(step, step == 3 ? 2 : BATCH);
        double expected = reference.step(batch);
        assertThat(trainer.step(batch).loss()).isCloseTo(expected, within(5e-5));
      }
      TrainingState after = trainer.state();
      assertThat(after.step()).isEqualTo(4);
      for (int p = 0; p < after.parameters().size(); p++) {
        for (int k = 0; k < after.parameters().get(p).length; k++) {
          assertThat((double) after.parameters().get(p)[k])
              .as("%s[%d]", model.parameters().get(p).name(), k)
              .isCloseTo(reference.parameters()[p][k], within(1e-4));
        }
      }
    }
  }

  /** A training that was stored and opened again ends in the same bits as one that was not. */
  void aReopenedStateContinues(OptimiserSpec optimiser) {
    TrainingSpec training = training(optimiser, 0.01, 1);
    TrainingState undisturbed;
    try (Trainer trainer = new Nd4jEngine().open(model, training, state(training), () -> false)) {
      trainer.step(batch(0, BATCH));
      trainer.step(batch(1, BATCH));
      trainer.step(batch(2, 3));
      undisturbed = trainer.state();
    }
    TrainingState stored;
    try (Trainer trainer = new Nd4jEngine().open(model, training, state(training), () -> false)) {
      trainer.step(batch(0, BATCH));
      stored = trainer.state();
    }
    try (Trainer trainer = new Nd4jEngine().open(model, training, stored, () -> false)) {
      trainer.step(batch(1, BATCH));
      trainer.step(batch(2, 3));
      assertThat(trainer.state()).usingRecursiveComparison().isEqualTo(undisturbed);
    }
    assertThat(stored.step()).isEqualTo(1);
  }

  /** Loss on one batch after so many steps of Adam on it. */
  double lossAfter(int steps) {
    TrainingSpec training = training(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0), 0.01, 0);
    TrainingState initial = TrainingState.initial(model, training);
    try (Trainer trainer = new Nd4jEngine().open(model, training, initial, () -> false)) {
      double loss = Double.NaN;
      for (int step = 0; step <= steps; step++) {
        loss = trainer.step(batch(0, BATCH)).loss();
      }
      return loss;
    }
  }
}
