package org.gpicl.engine.nd4j;

import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.OptimiserSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class OpLstmGraphTest {
  private final Comparison comparison = new Comparison(new OpLstmSpec(6, 8, 5, 6, 2));

  @Test
  void lossLogitsAndGradientsAreThoseOfTheReference() {
    comparison.lossLogitsAndGradientsAgree(Comparison.BATCH);
    comparison.lossLogitsAndGradientsAgree(2);
  }

  @Test
  void aSequenceMayBeASingleToken() {
    new Comparison(new OpLstmSpec(6, 8, 1, 6, 2)).lossLogitsAndGradientsAgree(2);
  }

  @Test
  void clippedStepsAreThoseOfTheReference() {
    comparison.stepsAgree(new OptimiserSpec.Adam(0.9, 0.95, 1e-8, 0.1), 0.1);
  }

  @Test
  void aStoredAndReopenedTrainingEndsInTheSameBits() {
    comparison.aReopenedStateContinues(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0));
  }
}
