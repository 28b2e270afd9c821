package org.gpicl.sweep.key;

import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;

/** The keys under {@code maml}; the scale of labels in tokens makes no difference to it. */
public final class MamlKeys {
  public static final TrainingKeys TRAINING = TrainingKeys.maml();

  public static final SequenceKeys SEQUENCES = SequenceKeys.ofAnyScale(ModelKind.MAML);

  public static final InnerKeys INNER = InnerKeys.of(ModelKind.MAML, "10", "0.1", "0.007", "0.1");

  private MamlKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(
            TRAINING.all().stream(),
            Stream.of(SEQUENCES.length(), SEQUENCES.sequences(), INNER.steps(), INNER.rate()))
        .toList();
  }
}
