package org.gpicl.sweep.file;

import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.MlpKeys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.key.TransformerKeys;
import org.gpicl.tasks.SetSpec;

/** Computes how many items generated sets have, saturating instead of overflowing. */
final class DataSizes {
  private DataSizes() {}

  static boolean fresh(Settings settings) {
    return settings.get(TransformerKeys.SEQUENCES) == SetSpec.FRESH;
  }

  /** Training sequences for a transformer; {@link SetSpec#FRESH} if endless. */
  static long sequences(Settings settings, long tasks) {
    return product(tasks, settings.get(TransformerKeys.SEQUENCES));
  }

  /** Training samples for an MLP. */
  static long samples(Settings settings, long tasks) {
    return Math.min(
        product(tasks, settings.get(MlpKeys.SAMPLES)), settings.get(MlpKeys.MAX_SAMPLES));
  }

  /** Items of an evaluation on {@code tasks} tasks. */
  static long evaluationItems(Settings settings, ModelKind kind, int tasks) {
    return kind == ModelKind.TRANSFORMER
        ? product(tasks, settings.get(EvaluationKeys.SEQUENCES))
        : Math.min(
            product(tasks, settings.get(EvaluationKeys.SAMPLES)),
            settings.get(EvaluationKeys.MAX_SAMPLES));
  }

  /**
   * Steps per epoch, as {@link org.gpicl.tasks.BatchOrder#stepsPerEpoch} would compute them from a
   * set.
   */
  static long stepsPerEpoch(Settings settings, TrainingKeys model, long tasks) {
    long items =
        model.kind() == ModelKind.MLP
            ? samples(settings, tasks)
            : fresh(settings) ? tasks : sequences(settings, tasks);
    long batch = settings.get(model.batch());
    return (items - 1) / batch + 1;
  }

  private static long product(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
