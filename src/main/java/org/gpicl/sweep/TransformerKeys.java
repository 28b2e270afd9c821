package org.gpicl.sweep;

import static org.gpicl.sweep.Key.of;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gpicl.model.Activation;
import org.gpicl.model.Position;
import org.gpicl.tasks.SetSpec;

/** The keys under {@code transformer} that say what the model and its sequences are. */
final class TransformerKeys {
  enum Initial {
    GPT,
    UNIFORM
  }

  static final TrainingKeys TRAINING = TrainingKeys.transformer();

  static final Key<Integer> LENGTH =
      of("transformer.length", Numbers.whole(1, 1024), "100", "100", "40", "Images of a sequence.");

  static final Key<Integer> LAYERS =
      of("transformer.layers", Numbers.whole(1, 64), "4", "4", "2", "Blocks.");

  static final Key<Integer> HEADS =
      of(
          "transformer.heads",
          Numbers.whole(1, 128),
          "1",
          "8",
          "4",
          "Attention heads; must divide every hidden size.");

  static final Key<Integer> INNER =
      of(
          "transformer.inner",
          Numbers.whole(1, 16),
          "4",
          "4",
          "4",
          "Width between a block's two linear layers, as a multiple of the hidden size.");

  static final Key<List<Position>> POSITIONS =
      of(
          "transformer.positions",
          Words.or(Map.of("none", List.of()), new ListType<>(Words.choice(Position.class))),
          "[learned]",
          "[learned]",
          "[learned, alibi]",
          "How tokens know their place; several add up.");

  static final Key<Activation> ACTIVATION =
      of(
          "transformer.activation",
          Words.choice(Activation.class),
          "gelu-tanh",
          "gelu-tanh",
          "gelu-erf",
          "The non-linearity of the blocks.");

  static final Key<Double> DROPOUT =
      of(
          "transformer.dropout",
          Numbers.decimal(true, 0.99, true),
          "0.1",
          "0",
          "0",
          "Probability of dropping an element; 0 for none.");

  static final Key<Boolean> INPUT_NORM =
      of(
          "transformer.inputNorm",
          Words.flag(),
          "true",
          "false",
          "false",
          "The notebook's layer norm after the input projection, and its outer dropouts.");

  static final Key<Initial> INITIALISATION =
      of(
          "transformer.initialisation",
          Words.choice(Initial.class),
          "gpt",
          "gpt",
          "uniform",
          "gpt: N(0, 0.02) in the blocks; uniform: +-1/sqrt(inputs), as PyTorch.");

  static final Key<Long> SEQUENCES =
      of(
          "transformer.sequencesPerTask",
          Words.or(Map.of("fresh", SetSpec.FRESH), Numbers.wholeLong(1, Extent.MOST)),
          "1",
          "fresh",
          "fresh",
          "Sequences of a task in the training set; fresh: each draws its task and new images.");

  static final Key<Double> LABEL_SCALE =
      of(
          "transformer.labelScale",
          Numbers.decimal(false, 1e6, true),
          "1",
          "1",
          "5",
          "Factor of the one-hot labels in the tokens.");

  private TransformerKeys() {}

  static List<Key<?>> all() {
    return Stream.concat(
            TRAINING.all().stream(),
            Stream.of(
                LENGTH,
                LAYERS,
                HEADS,
                INNER,
                POSITIONS,
                ACTIVATION,
                DROPOUT,
                INPUT_NORM,
                INITIALISATION,
                SEQUENCES,
                LABEL_SCALE))
        .toList();
  }
}
