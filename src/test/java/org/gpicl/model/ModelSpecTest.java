package org.gpicl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters, their names and shapes, how they begin, and what a model costs. */
class ModelSpecTest {
  private static final MlpSpec MLP = new MlpSpec(6, 4, 3, false);

  private static TransformerSpec transformer(boolean notebook, Position... positions) {
    return new TransformerSpec(
        5, 3, 7, 4, 2, 2, 8, Activation.GELU_TANH, Set.of(positions), notebook, 0, !notebook);
  }

  private static TransformerSpec sizes(
      int features, int classes, int length, int width, int layers, int heads, int inner) {
    return new TransformerSpec(
        features,
        classes,
        length,
        width,
        layers,
        heads,
        inner,
        Activation.GELU_ERF,
        Set.of(),
        false,
        0,
        false);
  }

  private static TransformerSpec dropout(double probability) {
    return new TransformerSpec(
        1, 2, 1, 1, 1, 1, 1, Activation.GELU_ERF, Set.of(), false, probability, false);
  }

  private static List<String> shapes(ModelSpec model) {
    return model.parameters().stream()
        .map(shape -> shape.name() + " " + shape.rows() + "x" + shape.columns())
        .toList();
  }

  @Test
  void anMlpHasThreeLinearLayers() {
    assertThat(shapes(MLP))
        .containsExactly(
            "layer0.weight 6x4",
            "layer0.bias 1x4",
            "layer1.weight 4x4",
            "layer1.bias 1x4",
            "layer2.weight 4x3",
            "layer2.bias 1x3");
    assertThat(MLP.parameterCount()).isEqualTo(24 + 4 + 16 + 4 + 12 + 3);
    assertThat(MLP.length()).isEqualTo(1);
  }

  @Test
  void anMlpsLayersBeginWithinTheInverseRootOfTheirFanIn() {
    assertThat(MLP.parameters())
        .extracting(ParameterShape::initialisation)
        .containsExactly(
            new Initialisation.UniformFanIn(6),
            new Initialisation.UniformFanIn(6),
            new Initialisation.UniformFanIn(4),
            new Initialisation.UniformFanIn(4),
            new Initialisation.UniformFanIn(4),
            new Initialisation.UniformFanIn(4));
  }

  @Test
  void anMlpsCostIsThatOfItsProducts() {
    // Two products of the first layer, three of each other one, two operations each.
    assertThat(MLP.trainingFlopsPerItem()).isEqualTo(2 * (2 * 6 * 4 + 3 * (4 * 4 + 4 * 3)));
    assertThat(MLP.activationsPerItem()).isEqualTo(6 + 4 + 4 + 3);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "1, 0, 2", "1, 1, 1"})
  void anMlpWithoutInputsWidthOrChoiceIsRefused(int inputs, int hidden, int classes) {
    assertThatThrownBy(() -> new MlpSpec(inputs, hidden, classes, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> new MlpSpec(1, 1, 2, true)).doesNotThrowAnyException();
  }

  @Test
  void aTransformersParametersStandInTheOrderOfItsForwardPass() {
    assertThat(shapes(transformer(false, Position.LEARNED)))
        .startsWith(
            "input.weight 8x4",
            "input.bias 1x4",
            "positions 7x4",
            "block0.norm1.gain 1x4",
            "block0.norm1.bias 1x4",
            "block0.qkv.weight 4x12",
            "block0.qkv.bias 1x12",
            "block0.projection.weight 4x4",
            "block0.projection.bias 1x4",
            "block0.norm2.gain 1x4",
            "block0.norm2.bias 1x4",
            "block0.expand.weight 4x8",
            "block0.expand.bias 1x8",
            "block0.contract.weight 8x4",
            "block0.contract.bias 1x4",
            "block1.norm1.gain 1x4")
        .endsWith(
            "block1.contract.bias 1x4",
            "finalNorm.gain 1x4",
            "finalNorm.bias 1x4",
            "output.weight 4x3",
            "output.bias 1x3")
        .hasSize(3 + 2 * 12 + 4);
  }

  @Test
  void onlyTheNotebooksInputBlockHasANorm() {
    assertThat(shapes(transformer(true)))
        .startsWith(
            "input.weight 8x4",
            "input.bias 1x4",
            "inputNorm.gain 1x4",
            "inputNorm.bias 1x4",
            "block0.norm1.gain 1x4");
    assertThat(shapes(transformer(false))).noneMatch(shape -> shape.startsWith("inputNorm"));
    assertThat(shapes(transformer(false, Position.ALIBI, Position.SINUSOIDAL)))
        .noneMatch(shape -> shape.startsWith("positions"));
  }

  @Test
  void blocksBeginAsGpt2OrAsPyTorch() {
    assertThat(begins(transformer(false, Position.LEARNED)))
        .containsEntry("positions", new Initialisation.Normal(0.02))
        .containsEntry("block0.qkv.weight", new Initialisation.Normal(0.02))
        .containsEntry("block1.expand.weight", new Initialisation.Normal(0.02))
        .containsEntry("block0.projection.weight", new Initialisation.Normal(0.01))
        .containsEntry("block1.contract.weight", new Initialisation.Normal(0.01))
        .containsEntry("block0.qkv.bias", new Initialisation.Constant(0))
        .containsEntry("block0.norm1.gain", new Initialisation.Constant(1))
        .containsEntry("block0.norm1.bias", new Initialisation.Constant(0))
        .containsEntry("output.weight", new Initialisation.UniformFanIn(4));
    assertThat(begins(transformer(true)))
        .containsEntry("block0.qkv.weight", new Initialisation.UniformFanIn(4))
        .containsEntry("block0.qkv.bias", new Initialisation.UniformFanIn(4))
        .containsEntry("block1.contract.weight", new Initialisation.UniformFanIn(8))
        .containsEntry("input.weight", new Initialisation.UniformFanIn(8));
  }

  private static Map<String, Initialisation> begins(ModelSpec model) {
    return model.parameters().stream()
        .collect(Collectors.toMap(ParameterShape::name, ParameterShape::initialisation));
  }

  @Test
  void aTransformersCostIsThatOfItsProductsAndHalfOfItsAttention() {
    double block = 3 * 4 * 4 + 4 * 4 + 2 * 4 * 8;
    double causalAttention = 7 * 4; // of a token: half of 2 products with 7 tokens of width 4
    double perToken = 6 * (2 * (block + causalAttention) + 4 * 3) + 4 * 8 * 4;
    assertThat(transformer(false).trainingFlopsPerItem()).isEqualTo(7 * perToken);
    assertThat(transformer(false).activationsPerItem())
        .isEqualTo(7 * (8 + 3 + 4 * 4 + 2 * (10 * 4 + 3 * 8) + 2 * 2 * 2 * 7));
  }

  @Test
  void anLstmHasItsGatesSideBySideAndPyTorchsBounds() {
    LstmSpec lstm = new LstmSpec(5, 3, 7, 4);
    assertThat(shapes(lstm))
        .containsExactly(
            "input.weight 8x16",
            "recurrent.weight 4x16",
            "input.bias 1x16",
            "output.weight 4x3",
            "output.bias 1x3");
    assertThat(lstm.parameters())
        .extracting(ParameterShape::initialisation)
        .containsOnly(new Initialisation.UniformFanIn(4));
    assertThat(lstm.trainingFlopsPerItem()).isEqualTo(7 * 2 * (2 * 8 * 16 + 3 * (4 * 16 + 4 * 3)));
    assertThatThrownBy(() -> new LstmSpec(5, 3, 7, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOuterProductLstmHasEightGatesAndOneScale() {
    OpLstmSpec lstm = new OpLstmSpec(5, 3, 7, 4, 2);
    assertThat(shapes(lstm))
        .containsExactly(
            "input.weight 8x32",
            "recurrent.weight 4x32",
            "input.bias 1x32",
            "keyScale 1x1",
            "output.weight 4x3",
            "output.bias 1x3");
    assertThat(lstm.initialParameters(1).get(3)).containsExactly(0);
    assertThat(lstm.trainingFlopsPerItem())
        .isEqualTo(7 * (2 * (2 * 8 * 32 + 3 * (4 * 32 + 4 * 3)) + 32 * 8));
    assertThatThrownBy(() -> new OpLstmSpec(5, 3, 7, 4, 3))
        .hasMessage("3 heads do not divide width 4");
  }

  @Test
  void aFittedMlpReadsTokensAndHasAnInputForEachNumberOfAnImage() {
    AdaptedMlpSpec fitted = new AdaptedMlpSpec(5, 3, 7, 4, 2, 0.1, true);
    assertThat(fitted.inputs()).isEqualTo(5 + 3);
    assertThat(shapes(fitted))
        .containsExactly(
            "layer0.weight 5x4", "layer0.bias 1x4", "layer1.weight 4x3", "layer1.bias 1x3");
    // 21 examples before seven positions, and 91 pairs of them.
    double around = 2.0 * 7 * 5 * (7 + 4) + 2 * 7 * 12;
    double fit = 2 * (2 * 4 * 91 + 6 * 12 * 21) + around;
    double back = 2 * (2 * 4 * 91 + 12 * 12 * 21) + 2 * around;
    assertThat(fitted.trainingFlopsPerItem()).isEqualTo(fit + back);
    AdaptedMlpSpec measured = new AdaptedMlpSpec(5, 3, 7, 4, 2, 0.1, false);
    assertThat(measured.trainingFlopsPerItem()).isEqualTo(fit);
    assertThat(measured.activationsPerItem()).isLessThan(fitted.activationsPerItem());
    assertThatThrownBy(() -> new AdaptedMlpSpec(5, 3, 7, 4, 0, 0.1, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AdaptedMlpSpec(5, 3, 7, 0, 1, 0.1, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theStateIsWhatCarriesEarlierExamplesIntoTheLastPrediction() {
    assertThat(MLP.stateSize()).isZero();
    assertThat(new LstmSpec(5, 3, 7, 4).stateSize()).isEqualTo(2 * 4);
    // Two matrices of 2 x 2.
    assertThat(new OpLstmSpec(5, 3, 7, 4, 2).stateSize()).isEqualTo(4 + 2 * 2 * 2);
    // A weight for each of five numbers and a bias for each of four units, and as many for these.
    assertThat(new AdaptedMlpSpec(5, 3, 7, 4, 2, 0.1, true).stateSize())
        .isEqualTo((5 + 1) * 4 + (4 + 1) * 3);
    // Two blocks have a key and a value of width 4 for each of six tokens.
    assertThat(transformer(false).stateSize()).isEqualTo(2 * 2 * 4 * 6);
  }

  @Test
  void aTokenIsAnImageAndTheLabelBefore() {
    assertThat(transformer(false).inputs()).isEqualTo(5 + 3);
    assertThat(sizes(1, 2, 1, 12, 1, 3, 1).headWidth()).isEqualTo(4);
  }

  @Test
  void alibisSlopesHalveFromHeadToHead() {
    TransformerSpec eight =
        new TransformerSpec(
            1, 2, 1, 8, 1, 8, 1, Activation.GELU_ERF, Set.of(Position.ALIBI), false, 0, false);
    assertThat(eight.alibiSlope(0)).isEqualTo(1);
    assertThat(eight.alibiSlope(1)).isEqualTo(0.5);
    assertThat(eight.alibiSlope(7)).isEqualTo(1 / 128.0);
    assertThat(transformer(false, Position.LEARNED).alibiSlope(1)).isZero();
  }

  @Test
  void sinusoidsAreSinesInEvenColumnsAndCosinesInOddOnes() {
    float[] table = transformer(false, Position.SINUSOIDAL).sinusoids();

    assertThat(table).hasSize(7 * 4);
    assertThat(table).startsWith(0f, 1f, 0f, 1f);
    int j = 3; // wavelengths grow by 10000^(2/4) = 100 from one pair of columns to the next
    assertThat(table[j * 4]).isCloseTo((float) Math.sin(3), within(1e-6f));
    assertThat(table[j * 4 + 1]).isCloseTo((float) Math.cos(3), within(1e-6f));
    assertThat(table[j * 4 + 2]).isCloseTo((float) Math.sin(0.03), within(1e-6f));
    assertThat(table[j * 4 + 3]).isCloseTo((float) Math.cos(0.03), within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 1, 1, 1, 1",
    "1, 1, 1, 1, 1, 1",
    "1, 2, 0, 1, 1, 1",
    "1, 2, 1, 0, 1, 1",
    "1, 2, 1, 1, 0, 1",
    "1, 2, 1, 1, 1, 0"
  })
  void aTransformerWithoutSomeSizeIsRefused(
      int features, int classes, int length, int width, int layers, int inner) {
    assertThatThrownBy(() -> sizes(features, classes, length, width, layers, 1, inner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every size");
    assertThatCode(() -> sizes(1, 2, 1, 1, 1, 1, 1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void headsThatDoNotDivideTheWidthAreRefused(int heads) {
    assertThatThrownBy(() -> sizes(1, 2, 1, 8, 1, heads, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(heads + " heads do not divide a width of 8");
  }

  @Test
  void dropoutIsAProbabilityBelowOne() {
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> dropout(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(dropout(0).dropout()).isZero();
    assertThat(dropout(0.99).dropout()).isEqualTo(0.99);
  }

  @Test
  void everyDropoutHasItsOwnNumber() {
    assertThat(
            List.of(
                DropoutSite.INPUT,
                DropoutSite.EMBEDDING,
                DropoutSite.FINAL,
                DropoutSite.attention(0),
                DropoutSite.attentionResidual(0),
                DropoutSite.innerResidual(0),
                DropoutSite.attention(1),
                DropoutSite.attentionResidual(1),
                DropoutSite.innerResidual(1),
                DropoutSite.attention(2)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void initialValuesDependOnTheSeedAndOnThePlaceInTheOrder() {
    List<float[]> values = MLP.initialParameters(7);

    assertThat(values).hasSize(6);
    assertThat(values.get(0)).hasSize(24).isEqualTo(MLP.initialParameters(7).get(0));
    assertThat(values.get(0)).isNotEqualTo(MLP.initialParameters(8).get(0));
    assertThat(values.get(1)).isNotEqualTo(values.get(3));
    float bound = (float) (1 / Math.sqrt(6));
    float largest = 0;
    for (float value : values.get(0)) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isBetween(bound / 2, bound);
  }

  @Test
  void gaussiansHaveTheirDeviationAndGainsAreOne() {
    TransformerSpec model = sizes(1, 2, 1, 64, 1, 1, 64);
    TransformerSpec gpt =
        new TransformerSpec(1, 2, 1, 64, 1, 1, 64, Activation.GELU_ERF, Set.of(), false, 0, true);
    float[] qkv = gpt.initialParameters(3).get(4);
    double squares = 0;
    for (float value : qkv) {
      squares += (double) value * value;
    }
    assertThat(qkv).hasSize(64 * 192);
    assertThat(Math.sqrt(squares / qkv.length)).isCloseTo(0.02, within(0.001));
    assertThat(model.initialParameters(3).get(2)).containsOnly(1f);
    assertThat(model.initialParameters(3).get(3)).containsOnly(0f);
  }

  @Test
  void vectorsHaveOneRow() {
    assertThat(MLP.parameters())
        .extracting(ParameterShape::vector)
        .containsExactly(false, true, false, true, false, true);
  }
}
