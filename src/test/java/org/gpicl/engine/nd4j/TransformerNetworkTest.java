package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.engine.Batch;
import org.gpicl.model.Activation;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
@Order(1)
class TransformerNetworkTest {
  // The bias of keys has no gradient: a tiny epsilon would turn its rounding errors into steps.
  private static final OptimiserSpec ADAM_W = new OptimiserSpec.Adam(0.9, 0.95, 1e-3, 0.1);

  @ParameterizedTest
  @EnumSource(Activation.class)
  void eitherActivationIsThatOfTheReference(Activation activation) {
    agrees(spec(activation, EnumSet.allOf(Position.class), false, 0));
  }

  static Stream<Set<Position>> positions() {
    return Stream.of(
        Set.of(),
        Set.of(Position.LEARNED),
        Set.of(Position.SINUSOIDAL),
        Set.of(Position.ALIBI),
        EnumSet.allOf(Position.class));
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("positions")
  void everyPositionIsThatOfTheReference(Set<Position> positions) {
    agrees(spec(Activation.GELU_TANH, positions, false, 0));
  }

  @Test
  void theInputNormIsThatOfTheReference() {
    agrees(spec(Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropoutDropsWhatTheReferenceDrops(boolean inputNorm) {
    agrees(spec(Activation.GELU_ERF, EnumSet.allOf(Position.class), inputNorm, 0.2));
  }

  @Test
  void aSmallerBatchIsAveragedOverItsOwnPredictions() {
    new Comparison(spec(Activation.GELU_ERF, Set.of(Position.ALIBI), true, 0.2))
        .lossLogitsAndGradientsAgree(1);
  }

  @Test
  void severalPassesAddUpToThoseOfOne() {
    TransformerSpec spec = spec(Activation.GELU_TANH, EnumSet.allOf(Position.class), true, 0.2);
    Comparison comparison = new Comparison(spec);
    TrainingSpec training = Comparison.training(ADAM_W, 0.1, 0);
    List<float[]> parameters = comparison.state(training).parameters();
    Batch batch = comparison.batch(0, Comparison.BATCH);
    try (Network whole = GraphNetwork.of(spec, training, parameters);
        Network inTwos = GraphNetwork.of(spec, training, parameters, 2)) {
      assertThat(inTwos.logits(batch)).containsExactly(whole.logits(batch), within(1e-6f));
      double loss = whole.differentiate(batch, 3, () -> false).loss();
      assertThat(inTwos.differentiate(batch, 3, () -> false).loss()).isCloseTo(loss, within(1e-6));
      assertThat(inTwos.gradients().toFloatVector())
          .containsExactly(whole.gradients().toFloatVector(), within(2e-5f));
    }
  }

  @Test
  void passesAreEqualAndOfBoundedMemory() {
    TransformerSpec notebook =
        new TransformerSpec(
            784, 10, 100, 256, 4, 8, 1024, Activation.GELU_TANH, Set.of(), true, 0.1, true);
    int items = GraphNetwork.itemsPerPass(notebook, 128);
    assertThat(items * notebook.activationsPerItem()).isLessThan(GraphNetwork.ACTIVATIONS_PER_PASS);
    assertThat(items).isBetween(2, 8);
    assertThat(GraphNetwork.itemsPerPass(spec(Activation.GELU_ERF, Set.of(), true, 0), 64))
        .isEqualTo(64);
  }

  @Test
  void hugeLogitsKeepLossAndGradientsFinite() {
    TransformerSpec spec = spec(Activation.GELU_ERF, Set.of(), false, 0);
    Comparison comparison = new Comparison(spec);
    TrainingSpec training = Comparison.training(ADAM_W, 0.1, 0);
    List<float[]> parameters = comparison.state(training).parameters();
    System.arraycopy(new float[] {2000, -2000, 0}, 0, parameters.get(parameters.size() - 1), 0, 3);
    try (Network network = GraphNetwork.of(spec, training, parameters)) {
      Batch batch = comparison.batch(0, Comparison.BATCH);
      assertThat(network.differentiate(batch, 0, () -> false).loss()).isBetween(1000.0, 4000.0);
      for (float gradient : network.gradients().toFloatVector()) {
        assertThat(gradient).isFinite();
      }
    }
  }

  @Test
  void memoryIsTakenOnceAndUsedAgain() {
    TransformerSpec spec = spec(Activation.GELU_ERF, Set.of(Position.ALIBI), true, 0.2);
    Comparison comparison = new Comparison(spec);
    TrainingSpec training = Comparison.training(ADAM_W, 0.1, 0);
    GraphNetwork network = GraphNetwork.of(spec, training, comparison.state(training).parameters());
    network.differentiate(comparison.batch(0, Comparison.BATCH), 0, () -> false);
    long bytes = network.bytes();
    for (int step = 1; step < 20; step++) {
      network.differentiate(comparison.batch(step, 1 + step % 5), step, () -> false);
      network.logits(comparison.batch(step, 1 + step % 3));
    }
    assertThat(network.bytes()).isPositive().isLessThan(bytes + bytes / 10);
    network.close();
    assertThat(network.bytes()).isZero();
  }

  @Test
  void oneHeadAndOneTokenWork() {
    agrees(
        new TransformerSpec(
            4, 3, 1, 6, 1, 1, 8, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0, false));
  }

  @Tag("full")
  @Test
  void stepsAreThoseOfTheReference() {
    TransformerSpec spec = spec(Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.1);
    new Comparison(spec).stepsAgree(ADAM_W, 0.1);
  }

  @Test
  void aStoredAndReopenedTrainingEndsInTheSameBits() {
    new Comparison(spec(Activation.GELU_ERF, EnumSet.allOf(Position.class), true, 0.1))
        .aReopenedStateContinues(ADAM_W);
  }

  @Tag("full")
  @Test
  void trainingOnOneBatchLearnsIt() {
    Comparison comparison =
        new Comparison(spec(Activation.GELU_TANH, Set.of(Position.LEARNED), false, 0));
    assertThat(comparison.lossAfter(0)).isCloseTo(Math.log(3), within(0.5));
    assertThat(comparison.lossAfter(100)).isLessThan(0.1);
  }

  private static void agrees(TransformerSpec spec) {
    new Comparison(spec).lossLogitsAndGradientsAgree(Comparison.BATCH);
  }

  private static TransformerSpec spec(
      Activation activation, Set<Position> positions, boolean inputNorm, double dropout) {
    return new TransformerSpec(
        4, 3, 5, 8, 2, 2, 10, activation, positions, inputNorm, dropout, false);
  }
}
