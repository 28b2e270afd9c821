package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.model.Activation;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransformerNetworkTest {
  // The bias of keys has no gradient: a tiny epsilon would turn its rounding errors into steps.
  private static final OptimiserSpec ADAM_W = new OptimiserSpec.Adam(0.9, 0.95, 1e-3, 0.1);

  @ParameterizedTest
  @EnumSource(Activation.class)
  void eitherActivationIsThatOfTheReference(Activation activation) {
    agrees(spec(activation, Set.of(Position.LEARNED), false, 0));
  }

  static Stream<Set<Position>> positions() {
    return Stream.of(
        Set.of(),
        Set.of(Position.LEARNED),
        Set.of(Position.SINUSOIDAL),
        Set.of(Position.ALIBI),
        EnumSet.allOf(Position.class));
  }

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
  @org.junit.jupiter.params.provider.ValueSource(booleans = {false, true})
  void dropoutDropsWhatTheReferenceDrops(boolean inputNorm) {
    agrees(spec(Activation.GELU_ERF, EnumSet.allOf(Position.class), inputNorm, 0.2));
  }

  @Test
  void aSmallerBatchIsAveragedOverItsOwnPredictions() {
    new Comparison(spec(Activation.GELU_ERF, Set.of(Position.ALIBI), true, 0.2))
        .lossLogitsAndGradientsAgree(1);
  }

  @Test
  void oneHeadAndOneTokenWork() {
    agrees(
        new TransformerSpec(
            4, 3, 1, 6, 1, 1, 8, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0, false));
  }

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
