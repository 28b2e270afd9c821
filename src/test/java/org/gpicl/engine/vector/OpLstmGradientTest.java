package org.gpicl.engine.vector;

import static org.gpicl.engine.vector.GradientAssertions.assertThatPassesAgree;

import org.gpicl.model.OpLstmSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("numbers")
class OpLstmGradientTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "6, 3", "9, 3", "16, 4", "17, 1", "24, 2", "30, 5"})
  void gradientsAreThoseOfTheReferenceAtEveryWidth(int width, int heads) {
    assertThatPassesAgree(new OpLstmSpec(7, 5, 6, width, heads), Specimens.sgd(), 5, 24, width);
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 16", "2, 40, 4", "15, 1, 8", "40, 17, 20"})
  void gradientsAreThoseOfTheReferenceAtEveryLengthAndBatch(int length, int items, int width) {
    OpLstmSpec spec = new OpLstmSpec(4, 3, length, width, 2);
    assertThatPassesAgree(spec, Specimens.sgd(), items, 12, length);
  }
}
