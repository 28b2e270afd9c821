package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static CellOutcome done(Cell cell, double seen) {
    return new CellOutcome(
        cell,
        CellStatus.DONE,
        20_000,
        "",
        List.of(),
        1,
        List.of(),
        List.of(
            new Evaluation("train", 0.9569, 1, new double[0]),
            new Evaluation("seen", seen, 1, new double[0]),
            new Evaluation("unseen", 0.1, 1, new double[0])));
  }

  @Test
  void aSmallSweepHasALineForEachCell() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L, 16384L);
    sample.hidden = List.of(16);
    List<Cell> cells = sample.sweep().cells();
    CellOutcome failed =
        sample.outcome(cells.get(1), CellStatus.FAILED, 12, "no\nmemory\u001b[2J left");
    assertThat(ResultTable.of(sample.sweep(), List.of(done(cells.get(0), 0.5), failed)))
        .isEqualTo(
            """
            model   tasks  hidden  seed  train   seen  unseen   steps  status
            mlp         1      16     0  0.957  0.500   0.100  20,000  done
            mlp    16,384      16     0      -      -       -      12  failed

            mlp-n16384-h16-s0 failed: no memory [2J left
            """);
  }

  @Test
  void standardErrorsAreShownWhereTheyFit() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L, 16L);
    sample.hidden = List.of(16);
    List<Cell> cells = sample.sweep().cells();
    CellOutcome sure = done(cells.get(0), 0.5);
    sure =
        new CellOutcome(
            sure.cell(),
            sure.status(),
            sure.step(),
            "",
            List.of(),
            1,
            List.of(),
            sure.evaluations().stream()
                .map(
                    e ->
                        e.name().equals("train")
                            ? e
                            : e.with(new StandardError(0.0125, new double[0], 64)))
                .toList());
    List<CellOutcome> outcomes = List.of(sure, done(cells.get(1), 0.25));
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .isEqualTo(
            """
            model  tasks  hidden  seed  train         seen       unseen   steps  status
            mlp        1      16     0  0.957  0.500 ±.013  0.100 ±.013  20,000  done
            mlp       16      16     0  0.957  0.250        0.100        20,000  done
            """);
    sample.otherSets = List.of("kmnist", "glyphs", "fashion-mnist");
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .as("where they would take more tables")
        .doesNotContain("±")
        .contains("0.957  0.500   0.100");
  }

  @Test
  void aCellInTrainingShowsWhatItHadAtItsNewestPoint() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L);
    sample.hidden = List.of(16);
    CellOutcome running =
        new CellOutcome(
            sample.sweep().cells().get(0),
            CellStatus.RUNNING,
            250,
            "",
            List.of(),
            1,
            List.of(new CurvePoint(100, 2, 0.1, 0.2, 0.01), new CurvePoint(200, 1, 0.4, 0.3, 0.01)),
            List.of());
    assertThat(ResultTable.of(sample.sweep(), List.of(running)))
        .isEqualTo(
            """
            model  tasks  hidden  seed  train   seen  unseen  steps  status
            mlp        1      16     0  0.400  0.300       -    250  running
            """);
  }

  @Test
  void seedsInTheSameStatusHaveItsName() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L, 2L);
    sample.hidden = List.of(16);
    sample.seeds = IntStream.range(0, 41).boxed().toList();
    List<CellOutcome> outcomes =
        sample.sweep().cells().stream()
            .map(
                cell ->
                    new CellOutcome(
                        cell,
                        cell.tasks() == 1 ? CellStatus.SKIPPED : CellStatus.FAILED,
                        40,
                        "",
                        List.of(),
                        1,
                        List.of(),
                        List.of()))
            .toList();
    assertThat(ResultTable.of(sample.sweep(), outcomes).lines().skip(1).limit(2))
        .allSatisfy(line -> assertThat(line).doesNotContain("done"))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("skipped"),
            line -> assertThat(line).endsWith("failed"));
  }

  @Test
  void manySeedsAreAMedianAndARange() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L);
    sample.hidden = List.of(16);
    sample.seeds = IntStream.range(0, 41).boxed().toList();
    List<CellOutcome> outcomes = new ArrayList<>();
    sample.sweep().cells().stream()
        .limit(40)
        .forEach(cell -> outcomes.add(done(cell, cell.seed() / 100.0)));
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .isEqualTo(
            """
            model  tasks  hidden  seeds          train           seen         unseen  steps  status
            mlp        1      16     41  .96 [.96 .96]  .20 [.00 .39]  .10 [.10 .10]      0  40/41 done
            """);
    Cell last = sample.sweep().cells().get(40);
    outcomes.add(done(last, 0.4));
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .as("with the error over seeds, for which there is room now")
        .isEqualTo(
            """
            model  tasks  hidden  seeds          train                seen              unseen   steps  status
            mlp        1      16     41  .96 [.96 .96]  .20 [.00 .40] ±.02  .10 [.10 .10] ±.00  20,000  done
            """);
  }

  @Test
  void noLineIsWiderThanATerminal() {
    SampleSweep sample = new SampleSweep();
    sample.tasks = List.of(1L, 1L << 24);
    sample.seeds = IntStream.range(0, 20).boxed().toList();
    sample.otherSets =
        List.of("fashion-mnist", "kmnist", "glyphs", "idx:/data/a-very-long-name-of-a-folder");
    for (List<CellOutcome> outcomes : List.of(sample.outcomes(), List.<CellOutcome>of())) {
      String table = ResultTable.of(sample.sweep(), outcomes);
      assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
      assertThat(table).contains("Fashion-MNIST", "KMNIST", "glyphs", "a-very-long-n…");
    }
  }

  @Test
  void sweptSettingsHaveColumns() {
    SampleSweep sample = new SampleSweep();
    sample.tasks = List.of(4096L);
    sample.hidden = List.of(64);
    sample.swept.put("mlp.learningRate", List.of("0.1"));
    sample.swept.put("transformer.learningRate", List.of("0.003"));
    sample.swept.put("transformer.layers", List.of("2"));
    List<CellOutcome> outcomes =
        sample.sweep().cells().stream().map(cell -> done(cell, 0.5)).toList();
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .isEqualTo(
            """
            model        tasks  hidden  learningRate  layers  seed  train   seen  unseen   steps  status
            mlp          4,096      64           0.1             0  0.957  0.500   0.100  20,000  done
            transformer  4,096      64         0.003       2     0  0.957  0.500   0.100  20,000  done
            """);
  }

  @Test
  void manySweptSettingsHaveShortNames() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(4096L);
    sample.hidden = List.of(64);
    sample.swept.put("transformer.learningRate", List.of("0.003"));
    sample.swept.put("transformer.layers", List.of("2"));
    sample.swept.put("transformer.heads", List.of("4"));
    sample.swept.put("transformer.dropout", List.of("0.1"));
    List<CellOutcome> outcomes =
        sample.sweep().cells().stream().map(cell -> done(cell, 0.5)).toList();
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .isEqualTo(
            """
            model        tasks  hidden     lr  l  hd   do  seed  train   seen  unseen   steps  status
            transformer  4,096      64  0.003  2   4  0.1     0  0.957  0.500   0.100  20,000  done

            lr = learningRate, l = layers, hd = heads, do = dropout
            """);
  }

  @Test
  void aTableOfEightSweptSettingsIsNoWiderThanATerminal() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(1L << 24);
    sample.hidden = List.of(64);
    sample.swept.put("images.set", List.of("fashion-mnist", "idx:/data/a-very-long-name/of-it"));
    sample.swept.put("batch", List.of("128"));
    sample.swept.put("transformer.learningRate", List.of("0.000316"));
    sample.swept.put("transformer.layers", List.of("2"));
    sample.swept.put("transformer.heads", List.of("4"));
    sample.swept.put("transformer.positions", List.of("[learned, rotary]"));
    sample.swept.put("transformer.dropout", List.of("0.1"));
    sample.swept.put("transformer.initialisation", List.of("pytorch"));
    for (int seeds : List.of(1, 30)) {
      sample.seeds = IntStream.range(0, seeds).boxed().toList();
      for (List<CellOutcome> outcomes : List.of(sample.outcomes(), List.<CellOutcome>of())) {
        String table = ResultTable.of(sample.sweep(), outcomes);
        assertThat(table.lines())
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(table)
            .contains("settings", "#2  iidxdaa990 b128 lr0.000316 l2 hd4", "do = dropout");
      }
    }
  }

  @Test
  void ofThousandsOfCellsSomeLinesAreShownAndTheRestIsCounted() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = IntStream.rangeClosed(1, 100).mapToObj(n -> (long) n).toList();
    sample.hidden = IntStream.rangeClosed(1, 50).boxed().toList();
    List<CellOutcome> outcomes = new ArrayList<>();
    List<Cell> cells = sample.sweep().cells();
    for (int i = 0; i < 3000; i++) {
      outcomes.add(
          i >= 2900
              ? sample.outcome(cells.get(i), CellStatus.FAILED, 7, "the loss became NaN")
              : done(cells.get(i), 0.5));
    }
    String table = ResultTable.of(sample.sweep(), outcomes);
    assertThat(table.lines().count()).isLessThan(320);
    assertThat(table)
        .contains("mlp        1       1     0  0.957")
        .contains("mlp       60      50     0      -")
        .contains(
            """
            4,750 of 5,000 lines are left out. Of all cells, 2,000 pending, 2,900 done, 100 failed.
            `gpicl best sample` shows the best ones, and results.csv in the sweep's folder has all of them.
            """)
        .contains("mlp-n59-h1-s0 failed: the loss became NaN")
        .endsWith("and 50 more; `gpicl logs sample --level error` shows why\n");
  }

  @Test
  void cellsThatCameToNothingAreNamedBelow() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L, 16L, 256L);
    sample.hidden = List.of(16);
    List<CellOutcome> outcomes = new ArrayList<>();
    double[] losses = {0.3, 3.8e6, 2.3};
    for (Cell cell : sample.sweep().cells()) {
      CellOutcome done = done(cell, 0.5);
      CurvePoint last = new CurvePoint(20_000, losses[outcomes.size()], 0.5, 0.5, 0.1);
      outcomes.add(
          new CellOutcome(
              cell, done.status(), done.step(), "", List.of(), 1, List.of(last), List.of()));
    }
    assertThat(ResultTable.of(sample.sweep(), outcomes))
        .endsWith(
            """

            1 cell diverged: mlp-n16-h16-s0 (loss 3.8e6, diverged by step 20,000)
            1 cell still on the loss of guessing: mlp-n256-h16-s0
            """);
  }
}
