package org.gpicl.sweep.key;

import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;

/** The keys under {@code lstm}, whose model has no settings but its width. */
public final class LstmKeys {
  public static final TrainingKeys TRAINING = TrainingKeys.ofSequences(ModelKind.LSTM);

  public static final SequenceKeys SEQUENCES = SequenceKeys.of(ModelKind.LSTM);

  private LstmKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(TRAINING.all().stream(), SEQUENCES.all().stream()).toList();
  }
}
