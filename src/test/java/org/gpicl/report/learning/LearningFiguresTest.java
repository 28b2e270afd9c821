package org.gpicl.report.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gpicl.report.SampleSweep;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;

class LearningFiguresTest {
  private final SampleSweep sample = new SampleSweep();

  private List<LearningFigure> figures() {
    return figures(Medium.SCREEN, sample.outcomes());
  }

  private List<LearningFigure> figures(Medium medium, List<CellOutcome> outcomes) {
    return LearningFigures.of(medium, Grid.of(sample.sweep(), outcomes));
  }

  private static List<String> texts(LearningFigure figure) throws Exception {
    return HeatmapFigureTest.texts(HeatmapFigureTest.parse(FigureFile.svg(figure.figure())));
  }

  @Test
  void aSweepOverTasksHasAllOfThem() {
    assertThat(figures())
        .extracting(LearningFigure::name)
        .containsExactly("plateau", "plateau-length", "regimes");
  }

  @Test
  void oneNumberOfTasksHasNeitherRegimesNorLengths() {
    sample.tasks = List.of(4096L);
    assertThat(figures()).extracting(LearningFigure::name).containsExactly("plateau");
  }

  @Test
  void withoutTransformersOrResultsThereIsNothingToShow() {
    assertThat(figures(Medium.SCREEN, List.of())).isEmpty();
    sample.models = List.of(ModelKind.MLP);
    assertThat(figures()).isEmpty();
  }

  @Test
  void aTrainingThatIsNotDoneIsOnThePlateauButHasNoLengthYet() {
    sample.tasks = List.of(4096L, 16384L);
    sample.hidden = List.of(64);
    List<CellOutcome> early =
        sample.sweep().cells().stream()
            .map(cell -> sample.outcome(cell, CellStatus.RUNNING, 3000, ""))
            .toList();
    assertThat(figures(Medium.SCREEN, early))
        .extracting(LearningFigure::name)
        .containsExactly("plateau");
  }

  @Test
  void linesOfThePlateauDifferInWhatMayShortenIt() throws Exception {
    sample.hidden = List.of(64);
    sample.swept.put("bias", List.of("0", "0.9"));
    sample.swept.put("curriculum.tasks", List.of("64", "256"));
    List<String> texts = texts(figures().get(0));
    assertThat(texts)
        .contains("bias 0", "bias 0.9", "left the plateau", "ln 10", "step (logarithmic)")
        .contains("2¹² tasks, curriculum.tasks 256");
    assertThat(texts(figures().get(1)))
        .contains("bias", "curriculum.tasks (logarithmic)", "number of tasks (logarithmic)");
  }

  @Test
  void ofManyCombinationsTheLastAreShownAndThatIsSaid() throws Exception {
    sample.hidden = IntStream.rangeClosed(0, 8).mapToObj(k -> 1 << k).toList();
    assertThat(String.join(" ", texts(figures().get(0))))
        .contains("the last 6 of 9 combinations", "hidden size 256")
        .doesNotContain("hidden size 4 ");
    assertThat(String.join(" ", texts(figures().get(2)))).contains("the last 8 of 9 combinations");
  }

  @Test
  void improvementIsThatOverTheLastTenthSinceTheFirstPosition() {
    CellOutcome outcome = sample.outcomes().get(0);
    double[] accuracies = new double[15];
    accuracies[0] = 0.1;
    accuracies[13] = 0.5;
    accuracies[14] = 0.7;
    CellOutcome measured =
        new CellOutcome(
            outcome.cell(),
            CellStatus.DONE,
            1,
            "",
            List.of(),
            1,
            List.of(),
            List.of(new Evaluation(EvaluationSet.UNSEEN, 0.3, 1, accuracies)));
    assertThat(RegimesFigure.improvement(measured, EvaluationSet.UNSEEN).orElseThrow())
        .isCloseTo(0.5, within(1e-12));
    assertThat(RegimesFigure.improvement(measured, Evaluation.SEEN)).isEmpty();
  }

  @Test
  void severalModelsOfSequencesAreComparedByTheirStateAndTheirParameters() throws Exception {
    assertThat(figures()).extracting(LearningFigure::name).doesNotContain("capacity");
    sample.models =
        List.of(ModelKind.MLP, ModelKind.TRANSFORMER, ModelKind.LSTM, ModelKind.OP_LSTM);
    sample.seeds = List.of(0, 1);
    LearningFigure capacity = figures().get(3);
    assertThat(capacity.name()).isEqualTo("capacity");
    assertThat(capacity.shown()).hasSize(12).allMatch(o -> o.cell().tasks() == 4096);
    assertThat(texts(capacity))
        .contains(
            "Transformer",
            "LSTM",
            "Outer-product LSTM",
            "By state",
            "By parameters",
            "1,000",
            "10,000")
        .doesNotContain("MLP");
  }

  @Test
  void unseenTasksOfSeveralImageSetsHaveAChartEachWithALineForEachModel() throws Exception {
    sample.otherSets = List.of("fashion-mnist", "glyphs");
    sample.models = List.of(ModelKind.MLP, ModelKind.TRANSFORMER, ModelKind.LSTM);
    LearningFigure sets = figures().get(4);
    assertThat(sets.name()).isEqualTo("image-sets");
    assertThat(sets.shown())
        .extracting(outcome -> outcome.cell().key())
        .containsExactly("transformer-n4096-h64-s0", "lstm-n4096-h64-s0");
    assertThat(texts(sets))
        .contains("MNIST", "Fashion-MNIST", "glyphs", "Transformer", "LSTM", "chance")
        .doesNotContain("MLP");
  }

  @Test
  void theyFitColumnsOfAPaper() throws Exception {
    sample.otherSets = List.of("fashion-mnist");
    sample.models = List.of(ModelKind.TRANSFORMER, ModelKind.LSTM);
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    for (PaperStyle style : PaperStyle.values()) {
      for (LearningFigure figure : figures(Medium.of(style), outcomes)) {
        assertThat(figure.figure().width()).isEqualTo(style.millimetres() * 4);
        assertThat(texts(figure)).noneMatch(text -> text.contains("sample"));
        assertThat(figure.caption()).isNotEmpty().noneMatch(String::isBlank);
      }
    }
  }
}
