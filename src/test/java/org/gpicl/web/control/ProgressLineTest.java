package org.gpicl.web.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gpicl.job.board.RunBoard;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  private static final Cell CELL =
      SweepFile.parse(
              """
              name: one
              recipe: small
              images: glyphs
              models: mlp
              tasks: 4
              hidden: 8
              mlp: {steps: 400}
              """,
              "test",
              List.of())
          .cells()
          .get(0);

  @ParameterizedTest
  @CsvSource({
    "2.3026, 2.303",
    "9999.5, 9999.500",
    "10000, 1.0e4",
    "5351936664904613000000000, 5.4e24",
  })
  void aLossIsShortHoweverLargeItIs(double loss, String written) {
    RunBoard.CellNow cell = new RunBoard.CellNow(CELL, CellStatus.RUNNING, 10, loss, 0.25);
    RunBoard.View view =
        new RunBoard.View(
            "train",
            "",
            3,
            1,
            0,
            0.5,
            Duration.ZERO,
            Optional.of(Duration.ofSeconds(30)),
            List.of(cell));

    assertThat(ProgressLine.text(view))
        .isEqualTo(
            "1/3 cells, about 30 s left: mlp-n4-h8-s0 10/400 loss " + written + " seen 0.25");
  }

  @Test
  void whatIsSaidOfItsMachinesFollowsItsCells() {
    RunBoard.View view =
        new RunBoard.View(
            "training",
            "Slurm array 17: 2 pending (Resources)",
            3,
            0,
            0,
            0,
            Duration.ZERO,
            Optional.empty(),
            List.of());

    assertThat(ProgressLine.text(view))
        .isEqualTo("0/3 cells: training; Slurm array 17: 2 pending (Resources)");
  }

  @Test
  void beforeItsCellsArePlannedARunHasItsPhaseOnly() {
    RunBoard.View view =
        new RunBoard.View("planning", "", 0, 0, 0, 0, Duration.ZERO, Optional.empty(), List.of());

    assertThat(ProgressLine.text(view)).isEqualTo("planning");
  }
}
