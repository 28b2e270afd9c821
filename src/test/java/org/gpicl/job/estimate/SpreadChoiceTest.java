package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadChoiceTest {
  @Test
  void aFewValuesAreAllChosen() {
    assertThat(SpreadChoice.over(List.of(1.0, 2.0, 3.0), 3)).containsExactly(0, 1, 2);
    assertThat(SpreadChoice.over(List.of(5.0), 3)).containsExactly(0);
  }

  @Test
  void ofManyTheSmallestAndTheLargestAndSomeBetweenAreChosen() {
    List<Double> powers = IntStream.range(0, 101).mapToObj(k -> Math.pow(1.1, k)).toList();
    assertThat(SpreadChoice.over(powers, 5)).containsExactly(0, 25, 50, 75, 100);
  }

  @Test
  void aLargeValueAmongManySmallOnesHasAPlace() {
    List<Double> values =
        IntStream.range(0, 102)
            .mapToObj(k -> k < 100 ? 1 + k / 1000.0 : k == 100 ? 50.0 : 1000.0)
            .toList();
    assertThat(SpreadChoice.over(values, 3)).containsExactly(0, 100, 101);
  }

  @Test
  void equalValuesAreChosenApartFromEachOther() {
    assertThat(SpreadChoice.over(Collections.nCopies(101, 7.0), 3)).containsExactly(0, 50, 100);
  }
}
