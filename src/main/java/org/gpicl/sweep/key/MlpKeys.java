package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.TrainingLength;

/** The keys under {@code mlp} that say what the model and its samples are. */
public final class MlpKeys {
  public static final TrainingKeys TRAINING = TrainingKeys.mlp();

  public static final Key<Long> SAMPLES =
      of(
          "mlp.samplesPerTask",
          Numbers.wholeLong(1, TrainingLength.MOST),
          "60000",
          "60000",
          "200000",
          "Samples per task in the training set, ...");

  public static final Key<Long> MAX_SAMPLES =
      of(
          "mlp.maxSamples",
          Numbers.wholeLong(1, TrainingLength.MOST),
          "1000000",
          "1000000",
          "200000",
          "... but at most this many in total.");

  public static final Key<Boolean> FINAL_RELU =
      of(
          "mlp.finalRelu",
          TextTypes.flag(),
          "true",
          "false",
          "true",
          "Whether the logits pass through a ReLU, a quirk of the notebook.");

  private MlpKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(TRAINING.all().stream(), Stream.of(SAMPLES, MAX_SAMPLES, FINAL_RELU))
        .toList();
  }
}
