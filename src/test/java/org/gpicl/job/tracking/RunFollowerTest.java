package org.gpicl.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.run.RunResult;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of its tracker, and what is there in the end. */
class RunFollowerTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          "name: followed\nrecipe: small\nimages: glyphs\nmodels: mlp\ntasks: 4\nhidden: 8\n",
          "test",
          List.of());

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private FakeMlflow mlflow;

  @BeforeEach
  void open() throws Exception {
    mlflow = new FakeMlflow();
    database.sweeps.put(SWEEP);
    database.ledger.begin(SWEEP.cells().get(0), "images", "engine");
    database.ledger.point(SWEEP.cells().get(0), new CurvePoint(100, 1, 0.3, 0.2, 0.1));
  }

  @AfterEach
  void close() {
    mlflow.close();
  }

  private RunFollower follower(Duration every) {
    return new RunFollower(
        outOfTime ->
            new MlflowSweep(
                mlflow.client(), "gpicl", SWEEP, database.ledger.records(), directory, outOfTime),
        "followed",
        "MLflow",
        notices::add,
        every);
  }

  private String notice() throws InterruptedException {
    return notices.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void aServerThatWasAwayGetsWhatItMissed() throws Exception {
    mlflow.answersBeforeFailure = 0;
    try (RunFollower follower = follower(Duration.ofMillis(10))) {
      assertThat(notice())
          .isEqualTo(
              "MLflow is not accepting new values (it answers 503); training continues, and they are sent later.");
      assertThat(notice()).isEqualTo("MLflow answers again, and has what it missed.");
      follower.ends(new RunResult.Stopped("", Optional.empty()));
    }
    assertThat(mlflow.named("followed").status).isEqualTo("KILLED");
    assertThat(mlflow.named(SWEEP.cells().get(0).key()).steps).containsKey("loss");
    assertThat(notices).isEmpty();
  }

  @Test
  void aRunThatBreaksEndsAsKilled() {
    RunFollower follower = follower(Duration.ofHours(1));
    follower.close();
    assertThat(mlflow.named("followed").status).isEqualTo("KILLED");
    assertThat(notices).isEmpty();
  }

  @Test
  void whatCouldNotBeSentAtTheEndIsLeftToTheReport() throws Exception {
    mlflow.close();
    try (RunFollower follower = follower(Duration.ofHours(1))) {
      assertThat(notice()).contains("(there is no server at this address)");
      follower.ends(new RunResult.Stopped("", Optional.empty()));
    }
    assertThat(notice())
        .isEqualTo(
            "MLflow is missing a part of sweep followed; `gpicl report followed --track` sends it.");
  }
}
