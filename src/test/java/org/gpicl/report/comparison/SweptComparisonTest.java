package org.gpicl.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that vary other settings than the four axes. */
class SweptComparisonTest {
  private static final String FILE =
      """
      name: %s
      recipe: small
      images: glyphs
      models: transformer
      tasks: [64]
      hidden: [32]
      transformer: {%s}
      """;

  @TempDir Path directory;

  private static Sweep sweep(String name, String transformer) {
    return SweepFile.parse(FILE.formatted(name, transformer), name + ".yaml", List.of());
  }

  private static List<CellOutcome> outcomes(Sweep sweep, ToDoubleFunction<Cell> seen) {
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
                        new Evaluation("train", .5, 1, new double[0]),
                        new Evaluation("seen", seen.applyAsDouble(cell), 1, new double[0]),
                        new Evaluation("unseen", .1, 1, new double[0]))))
        .toList();
  }

  private static double rate(Cell cell) {
    return Double.parseDouble(cell.swept("transformer.learningRate").orElse("0"));
  }

  private static SweepComparison compared(Sweep a, Sweep b) {
    return SweepComparison.of(
        a, outcomes(a, SweptComparisonTest::rate), b, outcomes(b, cell -> .5 + rate(cell)));
  }

  private static CellOutcome sure(Cell cell, CellStatus status) {
    StandardError error = new StandardError(.04, new double[0], 8);
    return new CellOutcome(
        cell,
        status,
        1,
        "",
        List.of(),
        1,
        List.of(),
        List.of(
            new Evaluation("seen", .5, 1, new double[0], error),
            new Evaluation("unseen", .5, 1, new double[0], error)));
  }

  @Test
  void betweenTheSameTrainingsThereIsNoError() {
    Sweep a = sweep("one", "layers: [1, 2]");
    Sweep b = sweep("two", "layers: 1");
    Sweep c = sweep("three", "layers: 2, batch: 32");
    List<CellOutcome> ofA = a.cells().stream().map(cell -> sure(cell, CellStatus.DONE)).toList();
    List<CellOutcome> ofB = b.cells().stream().map(cell -> sure(cell, CellStatus.DONE)).toList();
    assertThat(new ComparisonReport(SweepComparison.of(a, ofA, b, ofB)).text())
        .contains(".000")
        .doesNotContain("±");

    List<CellOutcome> ofC = c.cells().stream().map(cell -> sure(cell, CellStatus.DONE)).toList();
    assertThat(new ComparisonReport(SweepComparison.of(a, ofA, c, ofC)).text()).contains("±.057");
  }

  @Test
  void cellsThatASearchDidNotNeedAreNoCellsThatOneSweepHas() {
    Sweep a = sweep("one", "layers: [1, 2, 3]");
    Sweep b = sweep("two", "layers: 1");
    List<CellOutcome> ofA =
        List.of(
            sure(a.cells().get(0), CellStatus.DONE),
            sure(a.cells().get(1), CellStatus.DONE),
            sure(a.cells().get(2), CellStatus.SKIPPED));
    List<CellOutcome> ofB = List.of(sure(b.cells().get(0), CellStatus.DONE));
    assertThat(SweepComparison.of(a, ofA, b, ofB).onlyInFirst())
        .containsExactly(a.cells().get(1).key());
  }

  @Test
  void cellsOfEqualSettingsAreCompared() {
    Sweep a = sweep("one", "learningRate: [0.001, 0.003], layers: [1, 2]");
    Sweep b = sweep("two", "learningRate: [0.003, 0.01], layers: [2, 4]");
    assertThat(new ComparisonReport(compared(a, b)).text())
        .contains(
            "Settings are the same wherever both have cells.",
            "model        tasks  hidden     lr  l  seeds  seen A      B  B - A",
            "transformer     64      32  0.003  2      1   0.003  0.503  +.500",
            "lr = learningRate, l = layers",
            "Only in A: 3 cells: transformer-n64-h32-lr0.001-l1-s0",
            "Only in B: 3 cells: transformer-n64-h32-lr0.003-l4-s0")
        .doesNotContain(" 0.01 ");
  }

  @Test
  void whatOneSweepVariesIsComparedWhereItIsAsTheOtherHasIt() {
    Sweep varied = sweep("varied", "learningRate: [0.001, 0.003, 0.01], layers: [1, 2]");
    Sweep fixed = sweep("fixed", "learningRate: [0.003, 0.01], layers: 2");
    List<String> swept =
        List.of("  0.003  2      1   0.003  0.503", "   0.01  2      1   0.010  0.510");
    assertThat(new ComparisonReport(compared(varied, fixed)).text())
        .contains(swept)
        .contains("Settings are the same wherever both have cells.")
        .contains("Only in A: 4 cells: transformer-n64-h32-lr0.001-l1-s0")
        .doesNotContain("Only in B");
    assertThat(compared(fixed, varied).places()).hasSize(2);
  }

  @Test
  void eachSweepMayVaryWhatTheOtherDoesNot() {
    Sweep rates = sweep("rates", "learningRate: [0.001, 0.003], layers: 2");
    Sweep layers = sweep("layers", "learningRate: 0.003, layers: [1, 2]");
    assertThat(compared(rates, layers).places())
        .singleElement()
        .satisfies(
            place ->
                assertThat(place.swept())
                    .extracting("path", "value")
                    .containsExactly(
                        tuple("transformer.learningRate", "0.003"),
                        tuple("transformer.layers", "2")));
  }

  @Test
  void aValueThatTheOtherDoesNotHaveIsNotCompared() {
    Sweep rates = sweep("rates", "learningRate: [0.001, 0.003]");
    Sweep other = sweep("other", "learningRate: 0.01");
    assertThat(new ComparisonReport(compared(rates, other)).nothing())
        .contains(
            "Sweeps rates and other have nothing in common: rates has transformer, tasks 64,"
                + " hidden 32, transformer.learningRate 0.001, 0.003; other has transformer,"
                + " tasks 64, hidden 32.");
  }

  @Test
  void aFormulaHasTheValueThatItGives() {
    Sweep rates = sweep("rates", "learningRate: [0.001, 0.002]");
    Sweep formula = sweep("formula", "learningRate: 0.064/hidden");
    assertThat(compared(rates, formula).places())
        .singleElement()
        .satisfies(place -> assertThat(place.swept().get(0).value()).isEqualTo("0.002"));
  }

  @Test
  void aSampleWithOneCellAtEachPlaceIsComparedWhereItsSettingsAreTheSame() {
    String sampled =
        FILE.replace("tasks: [64]", "tasks: log(2^4..2^16)\nsample: {count: 4}")
            .formatted("sampled", "learningRate: log(1e-4..1e-2)");
    Sweep a = SweepFile.parse(sampled, "sampled.yaml", List.of());
    Cell one = a.cells().get(2);
    String fixed = FILE.replace("[64]", "[" + one.tasks() + "]");
    String rate = "learningRate: " + one.swept("transformer.learningRate").orElseThrow();
    Sweep same = SweepFile.parse(fixed.formatted("same", rate), "same.yaml", List.of());
    Sweep other =
        SweepFile.parse(fixed.formatted("other", "learningRate: 0.5"), "other.yaml", List.of());
    assertThat(compared(a, same).places()).hasSize(1);
    assertThat(compared(a, other).places()).isEmpty();
  }

  @Test
  void theFileHasAColumnForWhatEitherSweepVaries() throws Exception {
    Sweep rates = sweep("rates", "learningRate: [0.001, 0.003], layers: 2");
    Sweep layers = sweep("layers", "learningRate: 0.003, layers: [1, 2]");
    new ComparisonReport(compared(rates, layers)).write(directory);
    assertThat(Files.readAllLines(directory.resolve("compare.csv")))
        .filteredOn(
            line -> line.contains("seen,") && !line.contains("unseen") || line.contains("_"))
        .containsExactly(
            "model,n_tasks,hidden,seed,transformer.learningRate,transformer.layers,dataset,a,b,"
                + "difference,standard_error,seeds_a,seeds_b,pairs,error_over,exceeds_twice_error",
            "transformer,64,32,0,0.003,2,seen,0.003,0.5,0.497,,1,1,1,,",
            "transformer,64,32,,0.003,2,seen,0.003,0.5,0.497,,1,1,1,,",
            "transformer,64,32,0,0.001,,seen,0.001,,,,1,0,0,,",
            "transformer,64,32,,0.001,,seen,0.001,,,,1,0,0,,",
            "transformer,64,32,0,,1,seen,,0.5,,,0,1,0,,",
            "transformer,64,32,,,1,seen,,0.5,,,0,1,0,,");
  }

  @Test
  void theFigureShowsTheFirstCombinationAndNamesIt() throws Exception {
    Sweep a = sweep("one", "learningRate: [0.001, 0.003, 0.01], layers: [1, 2]");
    Sweep b = sweep("two", "learningRate: [0.003, 0.01], layers: [2]");
    assertThat(
            HeatmapFigureTest.texts(
                HeatmapFigureTest.parse(
                    FigureFile.svg(new DifferenceFigure(Medium.SCREEN, compared(a, b))))))
        .contains(
            "mean over common seeds · the first of 2 combinations: learningRate 0.003, layers 2")
        .contains("+.500")
        .doesNotContain("+.510");
  }

  @Test
  void aTableThatWouldBeTooWideHasUnseenTasksBelow() {
    String many =
        "learningRate: [0.001, 0.003], layers: [1, 2], heads: [2, 4], batch: [8, 16],"
            + " steps: [10000, 20000], dropout: [0, 0.1]";
    String text = new ComparisonReport(compared(sweep("one", many), sweep("two", many))).text();
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
    assertThat(text).containsPattern("unseen A +B +B - A\n");
  }
}
