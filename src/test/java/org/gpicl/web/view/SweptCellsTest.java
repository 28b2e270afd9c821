package org.gpicl.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What REST says of the settings that a sweep varies. */
class SweptCellsTest {
  private final Sweep sweep =
      SweepFile.parse(
          """
          name: swept
          recipe: small
          images: glyphs
          models: [mlp, transformer]
          tasks: [4]
          hidden: [8]
          transformer: {steps: 10, learningRate: [3e-3, 1e-3], layers: [1, 2]}
          """,
          "test",
          List.of());

  private static CellSummary summary(Cell cell) {
    return CellSummary.of(
        new CellOutcome(cell, CellStatus.PENDING, 0, "", List.of(), 0, List.of(), List.of()));
  }

  @Test
  void aCellHasTheSettingsThatItsSweepVaries() {
    assertThat(summary(sweep.cells().get(2)).swept())
        .containsExactly(
            Map.entry("transformer.learningRate", "0.003"), Map.entry("transformer.layers", "2"));
  }

  @Test
  void aCellOfAnotherModelHasNoneOfThem() {
    assertThat(summary(sweep.cells().get(0)).swept()).isEmpty();
  }

  @Test
  void aSweepHasItsAxesWithTheirValuesInOrder() {
    assertThat(SweptAxis.of(sweep))
        .containsExactly(
            new SweptAxis("transformer.learningRate", "lr", List.of("0.003", "0.001")),
            new SweptAxis("transformer.layers", "l", List.of("1", "2")));
  }

  @Test
  void aSweepOfTheFourAxesVariesNothingElse() {
    Sweep four = SweepFile.parse("{name: four, recipe: small, tasks: [1, 4]}", "test", List.of());
    assertThat(SweptAxis.of(four)).isEmpty();
    assertThat(summary(four.cells().get(0)).swept()).isEmpty();
  }

  /** A page reads thousands of them at a time; compressed, they take a few hundredths of it. */
  @Test
  void aCellTakesAFewHundredBytes() {
    String json = JsonMapper.shared().writeValueAsString(summary(sweep.cells().get(2)));
    assertThat(json).hasSizeLessThan(400);
  }
}
