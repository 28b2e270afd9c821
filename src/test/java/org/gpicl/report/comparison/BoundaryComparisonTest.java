package org.gpicl.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sweeps that search where an accuracy crosses a threshold. */
class BoundaryComparisonTest {
  private static final String FILE =
      """
      name: %s
      recipe: small
      images: glyphs
      models: transformer
      hidden: [16, 32]
      seeds: [0]
      boundary: {axis: tasks, between: 2^4..2^10, above: 0.5, to: 2^1}
      """;

  @TempDir Path directory;

  private static Sweep sweep(String name) {
    return SweepFile.parse(FILE.formatted(name), name + ".yaml", List.of());
  }

  /** All trained: a search finds the same in them as in those that it asks for. */
  private static List<CellOutcome> outcomes(Sweep sweep, ToDoubleFunction<Cell> unseen) {
    return sweep.cells().stream()
        .map(
            cell ->
                new CellOutcome(
                    cell,
                    CellStatus.DONE,
                    1,
                    "",
                    List.of(),
                    1,
                    List.of(),
                    List.of(
                        new Evaluation("unseen", unseen.applyAsDouble(cell), 1, new double[0]))))
        .toList();
  }

  private static ToDoubleFunction<Cell> above(long ofNarrow, long ofWide) {
    return cell -> cell.tasks() > (cell.hidden() == 16 ? ofNarrow : ofWide) ? .9 : .1;
  }

  private static ComparisonReport compared(ToDoubleFunction<Cell> ofA, ToDoubleFunction<Cell> ofB) {
    Sweep a = sweep("one");
    Sweep b = sweep("two");
    return new ComparisonReport(SweepComparison.of(a, outcomes(a, ofA), b, outcomes(b, ofB)));
  }

  @Test
  void crossingsThatTouchDoNotDiffer() throws Exception {
    ComparisonReport report = compared(above(64, 64), above(128, 256));
    assertThat(report.text())
        .contains(
            """
            Where unseen accuracy exceeds 0.5 along tasks:
            model        hidden  seed  A              B               apart
            transformer      16     0  rises 64..128  rises 128..256  no
            transformer      32     0  rises 64..128  rises 256..512  yes""");
    report.write(directory);
    assertThat(Files.readAllLines(directory.resolve("compare-boundary.csv")))
        .containsExactly(
            "model,n_tasks,hidden,seed,axis,metric_a,above_a,state_a,low_a,high_a,"
                + "metric_b,above_b,state_b,low_b,high_b,apart",
            "transformer,,16,0,tasks,unseen,0.5,found,64,128,unseen,0.5,found,128,256,no",
            "transformer,,32,0,tasks,unseen,0.5,found,64,128,unseen,0.5,found,256,512,yes");
  }

  @Test
  void aCrossingBeyondTheEndsIsElsewhere() {
    assertThat(compared(above(64, 512), above(1 << 20, 1 << 20)).text())
        .contains("  rises 64..128    not up to 1024  yes", "  rises 512..1024  not up to 1024")
        .doesNotContain("rises 512..1024  not up to 1024  yes");
    assertThat(compared(above(1, 64), above(1 << 20, 1)).text())
        .contains("  already at 16  not up to 1024  yes", "  rises 64..128  already at 16   yes");
  }

  @Test
  void withoutASearchOfBothThereIsNoFileOfCrossings() throws Exception {
    Path stale = Files.writeString(directory.resolve("compare-boundary.csv"), "of other sweeps");
    Sweep a = sweep("one");
    Sweep grid =
        SweepFile.parse(
            FILE.formatted("grid").replaceFirst("boundary:.*", "tasks: [16, 64]"),
            "grid.yaml",
            List.of());
    ComparisonReport report =
        new ComparisonReport(
            SweepComparison.of(a, outcomes(a, above(64, 64)), grid, outcomes(grid, above(64, 64))));
    assertThat(report.text()).doesNotContain("along tasks");
    report.write(directory);
    assertThat(stale).doesNotExist();
  }
}
