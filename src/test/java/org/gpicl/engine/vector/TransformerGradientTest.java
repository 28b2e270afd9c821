package org.gpicl.engine.vector;

import static org.gpicl.engine.vector.GradientAssertions.assertThatPassesAgree;

import java.util.Set;
import org.gpicl.model.Activation;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class TransformerGradientTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 9})
  void gradientsAreThoseOfTheReferenceAtAnyWidth(int width) {
    gradientsAreThoseOfTheReferenceAtEveryWidth(width);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 6, 7, 16, 17})
  void gradientsAreThoseOfTheReferenceAtEveryWidth(int width) {
    int heads = width % 3 == 0 ? 3 : width % 2 == 0 ? 2 : 1;
    assertThatPassesAgree(
        spec(5, 7, width, heads, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.2),
        Specimens.sgd(),
        5,
        12,
        width);
  }

  @ParameterizedTest
  @CsvSource({"1, 16, 1", "3, 32, 2", "15, 8, 2", "16, 8, 4", "17, 6, 1", "40, 4, 1"})
  void gradientsAreThoseOfTheReferenceAtEveryLength(int length, int width, int heads) {
    assertThatPassesAgree(
        spec(4, length, width, heads, Activation.GELU_ERF, Set.of(Position.ALIBI), false, 0.3),
        Specimens.sgd(),
        3,
        6,
        length);
  }

  @Test
  void positionsNormAndDropoutHaveTheReferencesGradients() {
    for (Activation activation : Activation.values()) {
      boolean norm = activation == Activation.GELU_ERF;
      assertThatPassesAgree(
          spec(3, 5, 6, 3, activation, Set.of(Position.values()), norm, norm ? 0 : 0.25),
          Specimens.sgd(),
          4,
          6,
          1);
    }
  }

  @Tag("full")
  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyCombinationOfPositionsNormAndDropoutHasTheReferencesGradients(Activation activation) {
    for (Set<Position> positions :
        Set.of(
            Set.<Position>of(),
            Set.of(Position.LEARNED),
            Set.of(Position.SINUSOIDAL),
            Set.of(Position.ALIBI),
            Set.of(Position.values()))) {
      for (boolean inputNorm : new boolean[] {false, true}) {
        for (double dropout : new double[] {0, 0.25}) {
          assertThatPassesAgree(
              spec(3, 5, 6, 3, activation, positions, inputNorm, dropout),
              Specimens.sgd(),
              4,
              6,
              positions.size());
        }
      }
    }
  }

  @Test
  void aWidthOfWholeVectorsHasTheReferencesGradients() {
    assertThatPassesAgree(
        spec(10, 20, 64, 4, Activation.GELU_ERF, Set.of(Position.values()), true, 0.1),
        Specimens.sgd(),
        1,
        2,
        1);
  }

  private static TransformerSpec spec(
      int classes,
      int length,
      int width,
      int heads,
      Activation activation,
      Set<Position> positions,
      boolean inputNorm,
      double dropout) {
    return new TransformerSpec(
        7,
        classes,
        length,
        width,
        2,
        heads,
        4 * width,
        activation,
        positions,
        inputNorm,
        dropout,
        false);
  }
}
