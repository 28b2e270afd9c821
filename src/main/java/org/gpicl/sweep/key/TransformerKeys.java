package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gpicl.model.Activation;
import org.gpicl.model.Position;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.type.ListType;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.TextTypes;

/** The keys under {@code transformer} that say what the model and its sequences are. */
public final class TransformerKeys {
  public enum Initial {
    GPT,
    UNIFORM
  }

  public static final TrainingKeys TRAINING = TrainingKeys.ofSequences(ModelKind.TRANSFORMER);

  public static final SequenceKeys SEQUENCES = SequenceKeys.of(ModelKind.TRANSFORMER);

  public static final Key<Integer> LAYERS =
      of("transformer.layers", Numbers.whole(1, 64), "4", "4", "2", "Blocks.");

  public static final Key<Integer> HEADS =
      of(
          "transformer.heads",
          Numbers.whole(1, 128),
          "1",
          "8",
          "4",
          "Attention heads; must divide every hidden size.");

  public static final Key<Integer> INNER =
      of(
          "transformer.inner",
          Numbers.whole(1, 16),
          "4",
          "4",
          "4",
          "Width between a block's two linear layers, as a multiple of the hidden size.");

  public static final Key<List<Position>> POSITIONS =
      of(
          "transformer.positions",
          TextTypes.or(Map.of("none", List.of()), new ListType<>(TextTypes.choice(Position.class))),
          "[learned]",
          "[learned]",
          "[learned, alibi]",
          "How positions are encoded; several may be combined.");

  public static final Key<Activation> ACTIVATION =
      of(
          "transformer.activation",
          TextTypes.choice(Activation.class),
          "gelu-tanh",
          "gelu-tanh",
          "gelu-erf",
          "The non-linearity of the blocks.");

  public static final Key<Double> DROPOUT =
      of(
          "transformer.dropout",
          Numbers.decimal(true, 0.99, true),
          "0.1",
          "0",
          "0",
          "Probability of dropping an element; 0 for none.");

  public static final Key<Boolean> INPUT_NORM =
      of(
          "transformer.inputNorm",
          TextTypes.flag(),
          "true",
          "false",
          "false",
          "The notebook's layer norm after the input projection, and its outer dropouts.");

  public static final Key<Initial> INITIALISATION =
      of(
          "transformer.initialisation",
          TextTypes.choice(Initial.class),
          "gpt",
          "gpt",
          "uniform",
          "gpt: N(0, 0.02) in the blocks; uniform: +-1/sqrt(inputs), as PyTorch.");

  private TransformerKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(
            TRAINING.all().stream(),
            Stream.of(
                SEQUENCES.length(),
                LAYERS,
                HEADS,
                INNER,
                POSITIONS,
                ACTIVATION,
                DROPOUT,
                INPUT_NORM,
                INITIALISATION,
                SEQUENCES.sequences(),
                SEQUENCES.labelScale()))
        .toList();
  }
}
