package org.gpicl.engine.vector;

import static org.gpicl.engine.vector.GradientAssertions.assertThatPassesAgree;

import org.gpicl.model.MlpSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class MlpGradientTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 33, 64})
  void gradientsAreThoseOfTheReferenceAtEveryWidth(int hidden) {
    assertThatPassesAgree(new MlpSpec(7, hidden, 5, false), Specimens.sgd(), 11, 40, hidden);
    assertThatPassesAgree(new MlpSpec(20, hidden, 3, true), Specimens.sgd(), 8, 40, hidden);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 16, 17, 40})
  void gradientsAreThoseOfTheReferenceForAnyNumberOfClasses(int classes) {
    assertThatPassesAgree(new MlpSpec(9, 12, classes, false), Specimens.sgd(), 5, 40, classes);
  }
}
