package org.gpicl.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MLflow gets of a sweep, also if it fails now and then. */
class MlflowSweepTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: tracked
          recipe: small
          images: glyphs
          models: mlp
          tasks: [4, 8]
          hidden: 8
          mlp: {steps: 400, evaluateEvery: 100 steps}
          """,
          "test",
          List.of());

  /** That bring a finished cell to a server that has nothing. */
  private static final int REQUESTS = 9;

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private FakeMlflow mlflow;

  @BeforeEach
  void open() throws Exception {
    mlflow = new FakeMlflow();
    database.sweeps.put(SWEEP);
  }

  @AfterEach
  void close() {
    mlflow.close();
  }

  private MlflowSweep tracked() {
    return new MlflowSweep(
        mlflow.client(), "gpicl", SWEEP, database.ledger.records(), directory, () -> false);
  }

  private static Cell cell() {
    return SWEEP.cells().get(0);
  }

  private void point(long step) {
    database.ledger.point(cell(), new CurvePoint(step, 1.0 / step, 0.3, 0.2, 0.1));
  }

  private void finish() {
    Map<EvaluationSet, Evaluation> unseen = new LinkedHashMap<>();
    SWEEP
        .evaluations(cell())
        .forEach(set -> unseen.put(set, new Evaluation(set.name(), 0.25, 1.5, new double[0])));
    database.ledger.finish(
        cell(),
        new Checkpoint(
            new TrainingState(400, List.of(), List.of(), List.of()), TrainingProgress.none()),
        List.of(new Evaluation(Evaluation.SEEN, 0.5, 1, new double[0])),
        unseen,
        2);
  }

  private List<Long> steps(String metric) {
    return List.copyOf(mlflow.named(cell().key()).steps.get(metric));
  }

  @Test
  void aCellBecomesARunBelowThatOfItsSweepAndGrows() {
    database.ledger.begin(cell(), "images", "engine vector");
    point(100);
    MlflowSweep tracked = tracked();
    assertThat(tracked.send(false).cells()).isEqualTo(1);
    assertThat(mlflow.runs.values())
        .extracting(FakeMlflow.Run::name)
        .containsExactly("tracked", cell().key());
    FakeMlflow.Run run = mlflow.named(cell().key());
    assertThat(run.status).isEqualTo("RUNNING");
    assertThat(run.tags)
        .containsEntry("mlflow.parentRunId", mlflow.named("tracked").id)
        .containsEntry("gpicl.cell", cell().hash())
        .containsEntry("gpicl.provenance", "from step 0: engine vector");
    assertThat(run.params)
        .containsEntry("learningRate", "0.1")
        .containsEntry("tasks", "4")
        .containsKeys(cell().settings().keySet().toArray(String[]::new));

    assertThat(tracked.send(false).cells()).as("nothing is new").isZero();
    point(200);
    assertThat(tracked.send(false).cells()).isEqualTo(1);
    assertThat(steps("loss")).containsExactly(100L, 200L);
    point(300);
    point(400);
    finish();
    tracked.send(false);
    assertThat(steps("loss")).containsExactly(100L, 200L, 300L, 400L);
    assertThat(steps("unseen_accuracy")).containsExactly(400L);
    assertThat(steps("seen_best_accuracy")).containsExactly(400L);
    assertThat(run.status).isEqualTo("FINISHED");
  }

  @Test
  void anotherProcessContinuesTheSameRuns() {
    database.ledger.begin(cell(), "images", "engine");
    point(100);
    tracked().send(false);
    assertThat(tracked().send(false).cells()).as("what is there already").isZero();
    point(200);
    assertThat(tracked().send(false).cells()).isEqualTo(1);
    assertThat(mlflow.runs).hasSize(2);
    assertThat(steps("loss")).containsExactly(100L, 200L);
  }

  /** A failure at every request in turn, with and without having been carried out. */
  @Test
  void whatDidNotArriveIsSentAgainAndNothingIsThereTwice() throws Exception {
    database.ledger.begin(cell(), "images", "engine");
    for (long step = 100; step <= 400; step += 100) {
      point(step);
    }
    finish();
    for (boolean carriedOut : new boolean[] {false, true}) {
      for (int answers = 0; answers < REQUESTS; answers++) {
        mlflow.close();
        mlflow = new FakeMlflow();
        MlflowSweep tracked = tracked();
        mlflow.answersBeforeFailure = answers;
        mlflow.carriesOut = carriedOut;
        assertThatThrownBy(() -> tracked.send(false)).isInstanceOf(TrackerException.class);
        tracked.send(false);
        assertThatAllIsThereOnce("failure at request %d".formatted(answers));
      }
    }
  }

  private void assertThatAllIsThereOnce(String when) {
    FakeMlflow.Run run = mlflow.named(cell().key());
    assertThat(run.params).as(when).hasSizeGreaterThanOrEqualTo(cell().settings().size());
    assertThat(steps("loss")).as(when).containsExactly(100L, 200L, 300L, 400L);
    assertThat(run.values).as("%s: four of four metrics, two of two evaluations", when).hasSize(20);
    assertThat(run.status).as(when).isEqualTo("FINISHED");
    assertThat(mlflow.runs.keySet()).as(when).hasSizeBetween(2, 3);
  }

  @Test
  void theEndOfARunBringsTheFiles() throws Exception {
    Files.writeString(directory.resolve("results.csv"), "a,b\n");
    Files.writeString(directory.resolve(".results.csv.1-1.part"), "a");
    MlflowSweep tracked = tracked();
    tracked.begins();
    assertThat(mlflow.named("tracked").status).isEqualTo("RUNNING");
    assertThat(tracked.ends(SweepTracker.Status.KILLED)).isTrue();
    assertThat(mlflow.files).containsExactly(Map.entry("results.csv", "a,b\n"));
    assertThat(mlflow.named("tracked").status).isEqualTo("KILLED");
  }

  @Test
  void aServerThatIsNotThereIsNamedByItsReason() {
    mlflow.close();
    assertThatThrownBy(() -> tracked().send(false))
        .isInstanceOf(TrackerException.class)
        .hasMessage("there is no server at this address");
  }

  @Test
  void aCellThatIsRefusedIsNamedAndDoesNotHoldUpTheOthers() {
    Cell second = SWEEP.cells().get(1);
    for (Cell cell : SWEEP.cells()) {
      database.ledger.begin(cell, "images", "engine");
      database.ledger.point(cell, new CurvePoint(100, 1, 0.3, 0.2, 0.1));
    }
    mlflow.refusedCell = cell().key();
    MlflowSweep tracked = tracked();
    assertThat(tracked.send(false))
        .isEqualTo(new MlflowSweep.Sent(1, List.of(cell().key() + ": 400 Invalid metric")));
    assertThat(mlflow.named(second.key()).steps).containsKey("loss");
    assertThat(tracked.send(false)).isEqualTo(new MlflowSweep.Sent(0, List.of()));
    mlflow.refusedCell = null;
    point(200);
    assertThat(tracked.send(false).cells()).isEqualTo(1);
    assertThat(steps("loss")).containsExactly(100L, 200L);
  }

  @Test
  void whatIsNoLongerTrueDoesNotStay() {
    database.ledger.begin(cell(), "images", "engine");
    database.ledger.point(cell(), new CurvePoint(100, 1e9, 0.3, 0.2, 0.1));
    MlflowSweep tracked = tracked();
    tracked.send(false);
    assertThat(mlflow.named(cell().key()).tags)
        .containsEntry("gpicl.remark", "loss 1.0e9, diverged by step 100");
    point(200);
    tracked.send(false);
    assertThat(mlflow.named(cell().key()).tags).containsEntry("gpicl.remark", "");
  }

  @Test
  void aTokenThatCannotBeSentIsNotShown() {
    mlflow.environment.put("MLFLOW_TRACKING_TOKEN", "se\ncret");
    assertThatThrownBy(mlflow::client)
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN has characters that cannot be sent")
        .message()
        .doesNotContain("cret");
  }
}
