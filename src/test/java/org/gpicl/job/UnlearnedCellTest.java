package org.gpicl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.report.grid.LossRemark;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Cells of a model that training does not change, beside some of one that it does. */
class UnlearnedCellTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: unlearned
          recipe: small
          images: {set: glyphs, size: 4, classes: 3}
          models: [maml, sgd]
          tasks: [4, 64]
          hidden: 8
          maml: {steps: 20, evaluateEvery: 10 steps, batch: 4, length: 8}
          sgd: {length: 8}
          evaluate: {unseenTasks: 200}
          """,
          "test",
          List.of());

  @TempDir Path directory;

  @Test
  void aCellThatOnlyMeasuresIsEvaluatedAndDone() throws Exception {
    Home home = new Home(directory.resolve("home"));
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    try (ConfigurableApplicationContext context =
        OpenedContext.inFile(home, beans -> beans.registerBean(ImageLibrary.class, () -> images))) {
      RunRequest request =
          new RunRequest(
              Engines.of(SWEEP.execution()), images, false, false, () -> {}, notice -> {});
      RunningSweep running = new RunningSweep(SWEEP, new StopSignal());
      assertThat(context.getBean(SweepRunner.class).run(running, request))
          .isInstanceOf(RunResult.Done.class);

      CellRecords records = context.getBean(CellLedger.class).records();
      List<CellOutcome> outcomes = records.outcomes(SWEEP);
      assertThat(outcomes).extracting(CellOutcome::status).containsOnly(CellStatus.DONE);
      List<CellOutcome> measured =
          outcomes.stream().filter(outcome -> !outcome.cell().model().learned()).toList();
      assertThat(measured).hasSize(2);
      for (CellOutcome outcome : measured) {
        assertThat(outcome.step()).isOne();
        assertThat(LossRemark.of(outcome)).isEmpty();
        assertThat(unseen(outcome)).as("of three classes").isGreaterThan(0.4);
        Optional<float[]> first =
            records.finalParameters(outcome.cell()).map(state -> state.parameters().get(0));
        assertThat(first)
            .hasValue(outcome.cell().model().initialParameters(outcome.cell().seed()).get(0));
      }
      assertThat(unseen(measured.get(0))).as("at any N").isEqualTo(unseen(measured.get(1)));
    }
    assertThat(Files.readString(home.sweep("unlearned").resolve("plateau.csv")))
        .contains("maml,4,8,0,", "maml,64,8,0,")
        .doesNotContain("sgd");
  }

  private static double unseen(CellOutcome outcome) {
    return outcome.evaluations().stream()
        .filter(evaluation -> evaluation.name().equals(EvaluationSet.UNSEEN))
        .mapToDouble(Evaluation::accuracy)
        .findFirst()
        .orElseThrow();
  }
}
