package org.gpicl.report.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: x
          recipe: small
          images: glyphs
          models: transformer
          boundary: {axis: tasks, between: 2^4..2^10, metric: seen, to: 2^1}
          """,
          "x.yaml",
          List.of());

  private static Crossing crossing(LongPredicate isAbove) {
    Boundary boundary = (Boundary) SWEEP.search();
    Search.Evidence evidence =
        new Search.Evidence() {
          @Override
          public Optional<Double> accuracy(Cell cell, String evaluation) {
            return Optional.of(isAbove.test(cell.tasks()) ? .9 : .1);
          }

          @Override
          public Optional<Search.Measured> at(Cell cell, long step) {
            return Optional.empty();
          }

          @Override
          public boolean failed(Cell cell) {
            return false;
          }
        };
    return new Crossing(boundary, boundary.lines(SWEEP.cells(), evidence).get(0));
  }

  @Test
  void aCrossingSaysOnWhichSideTheAccuracyIsAboveTheThreshold() {
    assertThat(crossing(tasks -> tasks > 32).text()).isEqualTo("rises between 32 and 64");
    assertThat(crossing(tasks -> tasks <= 32).text()).isEqualTo("falls between 32 and 64");
    assertThat(crossing(tasks -> tasks <= 32 || tasks == 128).text())
        .isEqualTo("falls between 128 and 256, among others");
  }

  @Test
  void besideAnotherItIsARange() {
    assertThat(crossing(tasks -> tasks > 32).brief()).isEqualTo("rises 32..64");
    assertThat(crossing(tasks -> tasks > 1024).brief()).isEqualTo("not up to 1024");
  }
}
