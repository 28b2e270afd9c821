package org.gpicl.sweep.file;

import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.OpLstmKeys;
import org.gpicl.sweep.key.SequenceKeys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.TrainingLength;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.tasks.SetSpec;

/** Rejects what would overflow a counter or an array, long before anything is allocated. */
final class SizeChecks {
  private static final long MOST_ITEMS = 1L << 40;
  private static final long MOST_EVALUATION_ITEMS = 1L << 30;
  private static final long LANES = 16;

  private final Settings settings;
  private final Problems problems;

  private SizeChecks(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  static void run(Settings settings, Problems problems) {
    SizeChecks checks = new SizeChecks(settings, problems);
    List<SequenceKeys> sequences =
        KeyTable.sequences().stream().filter(keys -> settings.trains(keys.kind())).toList();
    for (SequenceKeys model : sequences) {
      checks.trainingSequences(model.sequences(), DataSizes.of(settings, model.kind()));
      checks.oneArray(model);
    }
    if (settings.trains(ModelKind.OP_LSTM)) {
      checks.matrices();
    }
    if (!sequences.isEmpty()) {
      checks.evaluationSequences();
    }
    for (TrainingKeys model : KeyTable.training()) {
      if (settings.trains(model.kind())) {
        checks.steps(model);
      }
    }
  }

  private void refuse(Key<?> key, String message) {
    problems.add(settings.where(key), key.path(), message);
  }

  private void trainingSequences(Key<Long> each, DataSizes sizes) {
    if (!settings.sound(Keys.TASKS, each) || settings.get(each) == SetSpec.FRESH) {
      return;
    }
    largest(Keys.TASKS)
        .filter(tasks -> sizes.training(tasks) > MOST_ITEMS)
        .forEach(
            tasks ->
                refuse(
                    settings.firstGiven(each, Keys.TASKS),
                    "%d sequences for each of %s tasks are too many to number (2^40); use fresh"
                        .formatted(settings.get(each), Numbers.power(tasks))));
  }

  private void evaluationSequences() {
    if (!settings.sound(EvaluationKeys.SEQUENCES)) {
      return;
    }
    long each = settings.get(EvaluationKeys.SEQUENCES);
    Stream.of(EvaluationKeys.SEEN_TASKS, EvaluationKeys.UNSEEN_TASKS)
        .filter(settings::sound)
        .filter(key -> settings.get(key).count() * each > MOST_EVALUATION_ITEMS)
        .forEach(
            key ->
                refuse(
                    key,
                    "%d tasks of %d sequences are more than an evaluation allows (2^30)"
                        .formatted(settings.get(key).count(), each)));
  }

  private void oneArray(SequenceKeys model) {
    Key<Integer> batchKey = KeyTable.training(model.kind()).batch();
    if (!settings.sound(batchKey, model.length(), Keys.IMAGE_SIZE, Keys.CHANNELS, Keys.CLASSES)) {
      return;
    }
    long batch = settings.get(batchKey);
    long length = settings.get(model.length());
    long size = settings.get(Keys.IMAGE_SIZE);
    long width = size * size * settings.get(Keys.CHANNELS) + settings.get(Keys.CLASSES);
    if (batch * length * width > Integer.MAX_VALUE) {
      refuse(
          settings.firstGiven(model.length(), batchKey),
          "a batch of %d sequences of %d tokens of %d numbers does not fit one array (2^31 - 1)"
              .formatted(batch, length, width));
    }
  }

  /** The engine vector keeps the matrices of all positions, of a sequence in each of its lanes. */
  private void matrices() {
    Key<Integer> lengthKey = OpLstmKeys.SEQUENCES.length();
    if (!settings.sound(Keys.HIDDEN, OpLstmKeys.HEADS, lengthKey)) {
      return;
    }
    int heads = settings.get(OpLstmKeys.HEADS);
    long length = settings.get(lengthKey);
    largest(Keys.HIDDEN)
        .filter(hidden -> LANES * (length + 1) * hidden * hidden / heads > Integer.MAX_VALUE)
        .forEach(
            hidden ->
                refuse(
                    settings.firstGiven(OpLstmKeys.HEADS, Keys.HIDDEN, lengthKey),
                    "the matrices of %d heads of hidden size %d at %d positions do not fit one array"
                            .formatted(heads, hidden, length)
                        + " (2^31 - 1); use more heads"));
  }

  private void steps(TrainingKeys model) {
    DataSizes sizes = DataSizes.of(settings, model.kind());
    if (!sizes.sound()
        || !settings.sound(Keys.TASKS, model.batch())
        || settings.duration(model).isEmpty()) {
      return;
    }
    TrainingLength duration = settings.duration(model).orElseThrow();
    largest(Keys.TASKS)
        .forEach(
            tasks -> {
              long epoch = sizes.stepsPerEpoch(tasks, settings.get(model.batch()));
              if (duration.steps(epoch) > TrainingLength.MOST) {
                refuse(
                    settings.firstGiven(model.epochs(), Keys.TASKS),
                    "%s of %d steps at %s tasks are too long; at most 10^9 steps"
                        .formatted(duration, epoch, Numbers.power(tasks)));
              }
            });
  }

  private Stream<Long> largest(Key<List<Long>> axis) {
    return settings.get(axis).stream().max(Long::compare).stream();
  }
}
