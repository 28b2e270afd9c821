package org.gpicl.sweep;

import static org.gpicl.sweep.Key.of;

import java.util.List;
import java.util.stream.Stream;

/** The keys under {@code mlp} that say what the model and its samples are. */
final class MlpKeys {
  static final TrainingKeys TRAINING = TrainingKeys.mlp();

  static final Key<Long> SAMPLES =
      of(
          "mlp.samplesPerTask",
          Numbers.wholeLong(1, Extent.MOST),
          "60000",
          "60000",
          "200000",
          "The training set holds this many samples for each task, ...");

  static final Key<Long> MAX_SAMPLES =
      of(
          "mlp.maxSamples",
          Numbers.wholeLong(1, Extent.MOST),
          "1000000",
          "1000000",
          "200000",
          "... but at most this many in all.");

  static final Key<Boolean> FINAL_RELU =
      of(
          "mlp.finalRelu",
          Words.flag(),
          "true",
          "false",
          "true",
          "Whether the logits pass through a ReLU, the notebook's quirk.");

  private MlpKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(TRAINING.all().stream(), Stream.of(SAMPLES, MAX_SAMPLES, FINAL_RELU))
        .toList();
  }
}
