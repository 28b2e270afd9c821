package org.gpicl.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SampleSweep;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.figure.Tropic;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepComparisonTest {
  @TempDir Path directory;

  private final SampleSweep a = new SampleSweep();
  private final SampleSweep b = new SampleSweep();

  @BeforeEach
  void small() {
    for (SampleSweep sample : List.of(a, b)) {
      sample.models = List.of(ModelKind.MLP);
      sample.tasks = List.of(64L);
      sample.hidden = List.of(16);
    }
    a.name = "one";
    b.name = "two";
  }

  private static List<CellOutcome> outcomes(SampleSweep sample, ToDoubleFunction<Cell> seen) {
    return sample.sweep().cells().stream()
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

  private ComparisonReport compared(ToDoubleFunction<Cell> ofA, ToDoubleFunction<Cell> ofB) {
    return new ComparisonReport(
        SweepComparison.of(a.sweep(), outcomes(a, ofA), b.sweep(), outcomes(b, ofB)));
  }

  @Test
  void theDifferenceIsTheSecondMinusTheFirst() {
    assertThat(compared(cell -> .5, cell -> .625).text())
        .isEqualTo(
            """
            A: sweep one, recipe notebook, 1 of 1 cells done
            B: sweep two, recipe notebook, 1 of 1 cells done

            Settings are the same wherever both have cells.

            model  tasks  hidden  seeds  seen A      B  B - A  unseen A      B  B - A
            mlp       64      16      1   0.500  0.625  +.125     0.100  0.100   .000""");
  }

  @Test
  void withSeveralSeedsTheStandardErrorIsShown() {
    a.seeds = List.of(0, 1, 2);
    b.seeds = List.of(0, 1, 2);
    assertThat(compared(cell -> .5, cell -> .6 + .02 * cell.seed()).text())
        .contains("      3   0.500  0.620  +.120 ±.012");
  }

  private static Map<Integer, Difference.Measured> bySeed(Map<Integer, Double> accuracies) {
    return bySeed(accuracies, Double.NaN);
  }

  private static Map<Integer, Difference.Measured> bySeed(
      Map<Integer, Double> accuracies, double error) {
    Map<Integer, Difference.Measured> bySeed = new TreeMap<>();
    accuracies.forEach((seed, a) -> bySeed.put(seed, new Difference.Measured(a, error)));
    return bySeed;
  }

  @Test
  void pairedSeedsAreComparedSeedByOthersAsTwoSamples() {
    Difference paired =
        new Difference(bySeed(Map.of(0, .4, 1, .6, 2, .8)), bySeed(Map.of(0, .5, 1, .7, 2, .9)));
    assertThat(paired.standardError()).isCloseTo(0, within(1e-12));
    Map<Integer, Difference.Measured> one = bySeed(Map.of(0, .4, 1, .6));
    // Variances .02 and .02, two values each.
    assertThat(new Difference(one, bySeed(Map.of(2, .5, 3, .7))).standardError())
        .isCloseTo(Math.sqrt(.02), within(1e-12));
    assertThat(new Difference(one, bySeed(Map.of(2, .5))).standardError()).isNaN();
    assertThat(paired.difference()).isCloseTo(.1, within(1e-12));
  }

  @Test
  void onlyPairsAreComparedWhereThereAreSome() {
    Difference difference =
        new Difference(
            bySeed(Map.of(0, .1, 1, .4, 2, .6, 3, .5)),
            bySeed(Map.of(1, .5, 2, .9, 3, .7, 7, .99)));
    assertThat(difference.pairs()).containsExactly(1, 2, 3);
    assertThat(difference.firstMean()).isEqualTo(.5);
    assertThat(difference.secondMean()).isCloseTo(.7, within(1e-12));
    // Differences .1, .3 and .2: their mean has the error sqrt(.01 / 3).
    assertThat(difference.standardError()).isCloseTo(Math.sqrt(.01 / 3), within(1e-12));
    assertThat(difference.exceedsError()).as(".2 of .058").isTrue();
  }

  @Test
  void twoPairsThatAgreeByChanceAreJudgedByTheirErrorsOverTasks() {
    Difference two =
        new Difference(bySeed(Map.of(0, .5, 1, .6), .03), bySeed(Map.of(0, .53, 1, .63), .04));
    assertThat(two.overSeeds()).isFalse();
    // The means of two with .03 each and of two with .04 each.
    assertThat(two.standardError()).isCloseTo(.05 / Math.sqrt(2), within(1e-12));
    assertThat(two.exceedsError()).as(".03 of .035").isFalse();
    Difference unknown = new Difference(bySeed(Map.of(0, .5, 1, .6)), bySeed(Map.of(0, .9, 1, 1.)));
    assertThat(unknown.standardError()).isNaN();
    assertThat(unknown.exceedsError()).isFalse();
  }

  @Test
  void aSinglePairHasTheErrorsOfItsEvaluationsOverTasks() {
    Difference sure =
        new Difference(bySeed(Map.of(0, .5), .03), bySeed(Map.of(0, .61, 1, .9), .04));
    assertThat(sure.overSeeds()).isFalse();
    assertThat(sure.standardError()).isCloseTo(.05, within(1e-12));
    assertThat(sure.exceedsError()).as(".11 of .05").isTrue();
    Difference unsure = new Difference(bySeed(Map.of(0, .5), .03), bySeed(Map.of(0, .59), .04));
    assertThat(unsure.exceedsError()).as(".09 of .05").isFalse();
    Difference unknown = new Difference(bySeed(Map.of(0, .5)), bySeed(Map.of(0, .9), .04));
    assertThat(unknown.standardError()).isNaN();
    assertThat(unknown.exceedsError()).isFalse();
  }

  @Test
  void aDifferenceBeyondTwiceItsErrorIsMarked() throws Exception {
    a.seeds = List.of(0, 1, 2);
    b.seeds = List.of(0, 1, 2);
    ComparisonReport comparison = compared(cell -> .5, cell -> .6 + .02 * cell.seed());
    assertThat(comparison.text())
        .contains("+.120 ±.012*")
        .endsWith("\n\n* more than twice its standard error");
    comparison.write(directory);
    assertThat(Files.readAllLines(directory.resolve("compare.csv")))
        .filteredOn(line -> line.startsWith("mlp,64,16,,"))
        .allSatisfy(line -> assertThat(line).contains(",3,3,3,seeds,"))
        .extracting(line -> line.substring(line.lastIndexOf(',') + 1))
        .containsExactly("false", "true", "false");
  }

  @Test
  void seedsThatOnlyOneHasAreLeftOutOfTheMeans() throws Exception {
    a.seeds = List.of(0, 1);
    b.seeds = List.of(1, 2, 3);
    ComparisonReport comparison = compared(cell -> .5 + .1 * cell.seed(), cell -> .75);
    assertThat(comparison.text())
        .contains("      1   0.600  0.750  +.150")
        .contains("Only in A: 1 cell: mlp-n64-h16-s0")
        .contains("Only in B: 2 cells: mlp-n64-h16-s2, mlp-n64-h16-s3");
    comparison.write(directory);
    assertThat(Files.readAllLines(directory.resolve("compare.csv")))
        .startsWith(
            "model,n_tasks,hidden,seed,dataset,a,b,difference,standard_error,seeds_a,seeds_b,"
                + "pairs,error_over,exceeds_twice_error")
        .contains(
            "mlp,64,16,0,seen,0.5,,,,1,0,0,,",
            "mlp,64,16,1,seen,0.6,0.75,0.15000000000000002,,1,1,1,,",
            "mlp,64,16,3,seen,,0.75,,,0,1,0,,",
            "mlp,64,16,,seen,0.6,0.75,0.15000000000000002,,2,3,1,,");
  }

  @Test
  void withoutSeedsInCommonTheMeansOfBothAreCompared() {
    a.seeds = List.of(0, 1);
    b.seeds = List.of(2, 3, 4);
    assertThat(compared(cell -> .5 + .1 * cell.seed(), cell -> .75).text())
        .contains("2 | 3   0.550  0.750  +.200 ±.050");
  }

  @Test
  void whatOnlyOneHasIsNamed() {
    b.tasks = List.of(1L, 64L);
    assertThat(compared(cell -> .5, cell -> .5).text())
        .contains("Only in B: 1 cell: mlp-n1-h16-s0")
        .doesNotContain("Only in A");
  }

  @Test
  void settingsThatDifferAreNamedAlsoWhereOnlyThePlaceIsTheSame() {
    b.classes = 5;
    b.seeds = List.of(7);
    assertThat(compared(cell -> .5, cell -> .5).text())
        .contains("Settings that differ, A | B:", "  training.classes: 10 | 5 (1 cell)")
        .doesNotContain("Seed:", ".seed:");
  }

  @Test
  void nothingInCommonIsSaid() {
    b.hidden = List.of(32);
    assertThat(compared(cell -> .5, cell -> .5).nothing())
        .contains(
            "Sweeps one and two have nothing in common: one has mlp, tasks 64, hidden 16;"
                + " two has mlp, tasks 64, hidden 32.");
    b.hidden = List.of(16);
    assertThat(
            new ComparisonReport(
                    SweepComparison.of(a.sweep(), outcomes(a, c -> .5), b.sweep(), List.of()))
                .nothing())
        .hasValueSatisfying(why -> assertThat(why).contains("no results in common yet"));
    assertThat(compared(cell -> .5, cell -> .5).nothing()).isEmpty();
  }

  @Test
  void inTheFigureNoDifferenceIsTheMiddleOfTheScale() throws Exception {
    assertThat(Tropic.over(.03).colour(0)).isEqualTo(Tropic.COLOURS.get(3));
    assertThat(Tropic.over(.7).colour(0)).isEqualTo(Tropic.COLOURS.get(3));
    assertThat(Tropic.over(.03)).isEqualTo(new Tropic(.05));
    assertThat(Tropic.over(.05).colour(.05)).isEqualTo(Tropic.COLOURS.get(6));
    assertThat(Tropic.over(.05).colour(-.05)).isEqualTo(Tropic.COLOURS.get(0));

    a.models = List.of(ModelKind.MLP, ModelKind.TRANSFORMER);
    a.tasks = List.of(1L, 64L, 4096L);
    a.hidden = List.of(16, 64);
    b.models = a.models;
    b.tasks = List.of(64L, 4096L);
    b.hidden = a.hidden;
    List<CellOutcome> some = new ArrayList<>(outcomes(b, cell -> .4 + .003 * cell.hidden()));
    some.remove(0);
    SweepComparison comparison =
        SweepComparison.of(a.sweep(), outcomes(a, cell -> .5), b.sweep(), some);
    List<String> texts =
        HeatmapFigureTest.texts(
            HeatmapFigureTest.parse(
                FigureFile.svg(new DifferenceFigure(Medium.SCREEN, comparison))));
    assertThat(texts)
        .contains("two minus one", "MLP, seen tasks", "Transformer, unseen tasks", "+.092", "-.052")
        .contains("+.10", "+.05", "-.05", "-.10")
        .doesNotContain("2⁰");
    assertThat(new ComparisonReport(comparison).write(directory).files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("compare.csv", "difference.png", "difference.svg");
  }

  @ParameterizedTest
  @EnumSource
  void forAPaperTheFigureIsAsWideAsTheColumnAndItsCaptionSaysWhatItShows(PaperStyle style)
      throws Exception {
    for (SampleSweep sample : List.of(a, b)) {
      sample.models = List.of(ModelKind.MLP, ModelKind.TRANSFORMER);
      sample.tasks = List.of(1L, 64L, 4096L);
      sample.hidden = List.of(16, 32, 64, 128);
    }
    b.name = "two_b";
    List<Path> files =
        compared(cell -> .5, cell -> .4 + .003 * cell.hidden())
            .write(directory, style, new RunFacts.Program("1.2.3", "abc1234"))
            .files();
    assertThat(files)
        .extracting(file -> directory.relativize(file).toString())
        .containsExactly(
            "paper/difference" + style.suffix() + ".pdf", "paper/difference-caption.tex");
    assertThat(directory.resolve("compare.csv")).doesNotExist();
    try (PDDocument document = Loader.loadPDF(files.get(0).toFile())) {
      assertThat((double) document.getPage(0).getMediaBox().getWidth())
          .isCloseTo(style.millimetres() * Medium.POINTS_PER_MILLIMETRE, within(.01));
      assertThat(new PDFTextStripper().getText(document))
          .contains("Transformer, unseen", "4,096", "hidden size", "+.28")
          .doesNotContain("minus", "2¹²");
    }
    assertThat(files.get(1))
        .content()
        .contains("Accuracy of sweep two\\_b minus that of sweep one on seen and unseen tasks")
        .contains("teal is where two\\_b is better, pink where one is")
        .contains("Sweep one, recipe notebook, hash " + a.sweep().hash().substring(0, 12));
  }
}
