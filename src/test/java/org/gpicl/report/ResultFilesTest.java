package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.NotebookCsv;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @TempDir Path directory;

  private static CellOutcome outcome(Cell cell, CellStatus status, Evaluation... evaluations) {
    return new CellOutcome(
        cell,
        status,
        20_000,
        status == CellStatus.FAILED ? "no memory" : "",
        List.of("vector"),
        12.5,
        List.of(new CurvePoint(500, 2.25, 0.125, 0.1, 0.1)),
        List.of(evaluations));
  }

  private static Evaluation evaluation(String name, double accuracy, double... positions) {
    return new Evaluation(name, accuracy, 0.5, positions);
  }

  private static SampleSweep sample() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    sample.tasks = List.of(1L, 16L);
    sample.hidden = List.of(16);
    sample.seeds = List.of(7, 3);
    return sample;
  }

  @Test
  void theNotebooksFileHasItsColumnsAndWordsAndTheFirstSeedOnly() {
    SampleSweep sample = sample();
    List<CellOutcome> outcomes = new ArrayList<>();
    for (Cell cell : sample.sweep().cells()) {
      double accuracy = cell.seed() == 7 ? 0.9569 : 0.5;
      CellStatus status = cell.tasks() == 1 ? CellStatus.DONE : CellStatus.RUNNING;
      outcomes.add(
          outcome(
              cell,
              status,
              evaluation("unseen", 0.1),
              evaluation("unseen:kmnist", 0.2),
              evaluation("seen", 1),
              evaluation("train", accuracy)));
    }
    Collections.reverse(outcomes);
    assertThat(NotebookCsv.of(Grid.of(sample.sweep(), outcomes), ModelKind.MLP))
        .isEqualTo(
            """
            model,dataset,n_tasks,accuracy,hid_size
            MLP,train,1,0.9569,16
            MLP,valid,1,1.0,16
            MLP,test,1,0.1,16
            """);
  }

  @Test
  void resultsHoldEverySeedInGridOrderAndFailures() {
    SampleSweep sample = sample();
    List<Cell> cells = sample.sweep().cells();
    List<CellOutcome> outcomes =
        List.of(
            outcome(cells.get(2), CellStatus.FAILED),
            outcome(
                cells.get(1),
                CellStatus.DONE,
                evaluation("unseen", 0.25, 0.125, 0.375),
                evaluation("seen", 0.75)),
            outcome(cells.get(0), CellStatus.DONE, evaluation("seen", 1.0 / 3)));
    assertThat(ResultsCsv.results(Grid.of(sample.sweep(), outcomes)))
        .isEqualTo(
            """
            model,n_tasks,hidden,seed,dataset,accuracy,loss,steps,status,hash,accuracy_by_position
            mlp,1,16,7,seen,0.3333333333333333,0.5,20000,done,%s,
            mlp,1,16,3,seen,0.75,0.5,20000,done,%s,
            mlp,1,16,3,unseen,0.25,0.5,20000,done,%s,0.125;0.375
            mlp,16,16,7,,,,20000,failed,%s,
            mlp,16,16,3,,,,0,pending,%s,
            """
                .formatted(
                    cells.stream().limit(1).map(Cell::hash).findFirst().orElseThrow(),
                    cells.get(1).hash(),
                    cells.get(1).hash(),
                    cells.get(2).hash(),
                    cells.get(3).hash()));
  }

  @Test
  void errorsHoldEveryEvaluationWhoseTasksAreKnown() {
    SampleSweep sample = sample();
    Cell cell = sample.sweep().cells().get(1);
    CellOutcome outcome =
        outcome(
            cell,
            CellStatus.DONE,
            evaluation("train", 0.5),
            evaluation("seen", 0.75).with(new StandardError(Double.NaN, new double[0], 1)),
            evaluation("unseen", 0.25, 0, 0.5)
                .with(new StandardError(0.125, new double[] {0, 0.25}, 12)));
    assertThat(ResultsCsv.errors(Grid.of(sample.sweep(), List.of(outcome))))
        .isEqualTo(
            """
            model,n_tasks,hidden,seed,dataset,accuracy,standard_error,tasks,standard_error_by_position
            mlp,1,16,3,seen,0.75,,1,
            mlp,1,16,3,unseen,0.25,0.125,12,0.0;0.25
            """);
  }

  @Test
  void curvesHoldEveryPoint() {
    SampleSweep sample = sample();
    Cell cell = sample.sweep().cells().get(0);
    assertThat(
            ResultsCsv.curves(Grid.of(sample.sweep(), List.of(outcome(cell, CellStatus.RUNNING)))))
        .isEqualTo(
            """
            model,n_tasks,hidden,seed,step,loss,train_accuracy,seen_accuracy,learning_rate
            mlp,1,16,7,500,2.25,0.125,0.1,0.1
            """);
  }

  @Test
  void aNameWithCommasAndQuotesStaysOneField() {
    StringBuilder csv = new StringBuilder();
    CsvLine.append(csv, "unseen:idx:/a,b", "say \"hi\"", 1, 0.5);
    assertThat(csv).hasToString("\"unseen:idx:/a,b\",\"say \"\"hi\"\"\",1,0.5\n");
  }

  @Test
  void theSuffixStandsInTheNotebooksFileNames() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.suffix = "_run2";
    var written = new SweepReport().writeTables(directory, sample.sweep(), List.of());
    assertThat(written.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "mlp_log_run2.csv",
            "transformer_log_run2.csv",
            "results.csv",
            "errors.csv",
            "curves.csv",
            "plateau.csv");
    assertThat(directory.resolve("mlp_log_run2.csv"))
        .hasContent("model,dataset,n_tasks,accuracy,hid_size\n");
  }

  @Test
  void theSameOutcomesGiveTheSameBytesWhateverTheirTimes() throws Exception {
    SampleSweep sample = new SampleSweep();
    List<CellOutcome> first = sample.outcomes();
    List<CellOutcome> second =
        first.stream()
            .map(
                o ->
                    new CellOutcome(
                        o.cell(),
                        o.status(),
                        o.step(),
                        o.failure(),
                        List.of("elsewhere"),
                        o.trainingSeconds() * 3,
                        o.curve(),
                        o.evaluations()))
            .toList();
    new SweepReport().writeTables(directory.resolve("a"), sample.sweep(), first);
    new SweepReport().writeTables(directory.resolve("b"), sample.sweep(), second);
    for (String name : List.of("mlp_log.csv", "results.csv", "errors.csv", "curves.csv")) {
      assertThat(Files.readAllBytes(directory.resolve("b").resolve(name)))
          .isEqualTo(Files.readAllBytes(directory.resolve("a").resolve(name)));
    }
  }
}
