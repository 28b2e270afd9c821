package org.gpicl.sweep.key;

import java.util.List;
import org.gpicl.sweep.ModelKind;

/**
 * The keys under {@code sgd}, whose parameters no training changes: those that say how it would
 * have no effect, and no file can give them.
 */
public final class SgdKeys {
  public static final TrainingKeys TRAINING = TrainingKeys.ofOneStep(ModelKind.SGD);

  public static final SequenceKeys SEQUENCES = SequenceKeys.ofAnyScale(ModelKind.SGD);

  public static final InnerKeys INNER = InnerKeys.of(ModelKind.SGD, "50", "0.3", "0.02", "0.3");

  private SgdKeys() {}

  static List<Key<?>> all() {
    return List.of(
        TRAINING.batch(), SEQUENCES.length(), SEQUENCES.sequences(), INNER.steps(), INNER.rate());
  }
}
