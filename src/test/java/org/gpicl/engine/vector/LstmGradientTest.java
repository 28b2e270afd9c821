package org.gpicl.engine.vector;

import static org.gpicl.engine.vector.GradientAssertions.assertThatPassesAgree;

import org.gpicl.model.LstmSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class LstmGradientTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 31, 48})
  void gradientsAreThoseOfTheReferenceAtEveryWidth(int width) {
    assertThatPassesAgree(new LstmSpec(7, 5, 6, width), Specimens.sgd(), 5, 24, width);
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 16", "2, 40, 3", "15, 1, 8", "40, 2, 20"})
  void gradientsAreThoseOfTheReferenceAtEveryLengthAndBatch(int length, int items, int width) {
    assertThatPassesAgree(new LstmSpec(4, 3, length, width), Specimens.sgd(), items, 12, length);
  }
}
