package org.gpicl.sweep.key;

import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.type.Numbers;

/** The keys under {@code op-lstm}: what an LSTM has, and how its width is divided. */
public final class OpLstmKeys {
  public static final TrainingKeys TRAINING = TrainingKeys.ofSequences(ModelKind.OP_LSTM);

  public static final SequenceKeys SEQUENCES = SequenceKeys.of(ModelKind.OP_LSTM);

  public static final Key<Integer> HEADS =
      Key.of(
          "op-lstm.heads",
          Numbers.whole(1, 1024),
          "1",
          "8",
          "4",
          "Matrices in the state; must divide every hidden size.");

  private OpLstmKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(
            TRAINING.all().stream(),
            Stream.of(SEQUENCES.length(), HEADS, SEQUENCES.sequences(), SEQUENCES.labelScale()))
        .toList();
  }
}
