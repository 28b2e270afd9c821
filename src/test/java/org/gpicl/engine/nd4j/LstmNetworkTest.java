package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gpicl.model.LstmSpec;
import org.gpicl.model.OptimiserSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class LstmNetworkTest {
  private final Comparison comparison = new Comparison(new LstmSpec(6, 8, 5, 2));

  @Test
  void lossLogitsAndGradientsAreThoseOfTheReference() {
    comparison.lossLogitsAndGradientsAgree(Comparison.BATCH);
    comparison.lossLogitsAndGradientsAgree(2);
  }

  @Test
  void clippedStepsAreThoseOfTheReference() {
    comparison.stepsAgree(new OptimiserSpec.Adam(0.9, 0.95, 1e-8, 0.1), 0.1);
  }

  @Test
  void aStoredAndReopenedTrainingEndsInTheSameBits() {
    comparison.aReopenedStateContinues(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0));
  }

  @Test
  void trainingOnOneBatchLearnsIt() {
    assertThat(comparison.lossAfter(0)).isCloseTo(Math.log(8), within(0.3));
    assertThat(comparison.lossAfter(200)).isLessThan(1.5);
  }
}
