package org.gpicl.sweep.file;

import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.MlpKeys;
import org.gpicl.sweep.key.SequenceKeys;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;

/** What the generated sets of a model consist of; counts saturate instead of overflowing. */
sealed interface DataSizes {

  static DataSizes of(Settings settings, ModelKind kind) {
    return KeyTable.sequences(kind)
        .<DataSizes>map(keys -> new Sequences(settings, keys))
        .orElseGet(() -> new Samples(settings));
  }

  /** Whether the settings that training sets need could be read. */
  boolean sound();

  Examples examples();

  /** Items of the training set; {@link SetSpec#FRESH} if endless. */
  long training(long tasks);

  /** Items of an evaluation on {@code tasks} tasks. */
  long evaluation(int tasks);

  /**
   * Steps per epoch, as {@link org.gpicl.tasks.BatchOrder#stepsPerEpoch} would compute them from a
   * set.
   */
  default long stepsPerEpoch(long tasks, long batch) {
    long items = training(tasks);
    return ((items == SetSpec.FRESH ? tasks : items) - 1) / batch + 1;
  }

  private static long product(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  record Samples(Settings settings) implements DataSizes {
    @Override
    public boolean sound() {
      return settings.sound(MlpKeys.SAMPLES, MlpKeys.MAX_SAMPLES);
    }

    @Override
    public Examples examples() {
      return new Examples.Samples();
    }

    @Override
    public long training(long tasks) {
      return Math.min(
          product(tasks, settings.get(MlpKeys.SAMPLES)), settings.get(MlpKeys.MAX_SAMPLES));
    }

    @Override
    public long evaluation(int tasks) {
      return Math.min(
          product(tasks, settings.get(EvaluationKeys.SAMPLES)),
          settings.get(EvaluationKeys.MAX_SAMPLES));
    }
  }

  record Sequences(Settings settings, SequenceKeys keys) implements DataSizes {
    @Override
    public boolean sound() {
      return settings.sound(keys.sequences());
    }

    @Override
    public Examples examples() {
      return new Examples.Sequences(settings.get(keys.length()));
    }

    @Override
    public long training(long tasks) {
      return product(tasks, settings.get(keys.sequences()));
    }

    @Override
    public long evaluation(int tasks) {
      return product(tasks, settings.get(EvaluationKeys.SEQUENCES));
    }
  }
}
