package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL by configuration alone. */
class PostgresIT {
  private static final String SWEEP =
      """
      name: elsewhere
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      tasks: [4]
      hidden: [8]
      mlp: {maxSamples: 200, epochs: 1}
      transformer: {steps: 120, evaluateEvery: 40 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 100}
      checkpoint: {every: 20 steps}
      """;

  @TempDir Path directory;

  @Tag("full")
  @Test
  void aSweepThatIsStoppedOnPostgresEndsWithTheBytesOfAnUndisturbedOneOnH2() throws Exception {
    endsWithTheBytesOfAnUndisturbedOneOnH2(
        running -> {
          running.terminate();
          running.mustEndWith(3);
        });
  }

  /** Longer by the lease, which must be seen to stand still. */
  @Tag("full")
  @Test
  void aSweepThatIsKilledOnPostgresEndsWithTheBytesOfAnUndisturbedOneOnH2() throws Exception {
    endsWithTheBytesOfAnUndisturbedOneOnH2(GpiclProcess::kill);
  }

  private interface Disturbance {
    void of(GpiclProcess running) throws Exception;
  }

  private void endsWithTheBytesOfAnUndisturbedOneOnH2(Disturbance disturbance) throws Exception {
    Path file = Files.writeString(directory.resolve("elsewhere.yaml"), SWEEP);
    Path inFile = directory.resolve("file");
    Path onServer = directory.resolve("server");
    GpiclProcess.startLight(inFile, "run", file.toString()).mustEndWith(0);
    try (PostgresServer server = PostgresServer.start()) {
      Map<String, String> there = Map.of("SPRING_DATASOURCE_URL", server.url());
      GpiclProcess first = GpiclProcess.startLight(onServer, there, "run", file.toString());
      first.awaitStep("elsewhere", "transformer-n4-h8-s0", 21);
      disturbance.of(first);
      GpiclProcess.startLight(onServer, there, "resume", "elsewhere").mustEndWith(0);
    }
    assertThat(onServer.resolve("db").resolve("gpicl.mv.db")).doesNotExist();
    assertThat(ResultFiles.of(onServer, "elsewhere"))
        .isEqualTo(ResultFiles.of(inFile, "elsewhere"));
  }

  @Tag("full")
  @Test
  void aServerThatIsGoneForAWhileIsWaitedForAndOneThatStaysAwayStopsTheRun() throws Exception {
    String slow = SWEEP.replace("steps: 120,", "steps: 1500,").replace("[4]", "[4, 8]");
    Path file = Files.writeString(directory.resolve("elsewhere.yaml"), slow);
    Path inFile = directory.resolve("file");
    Path onServer = directory.resolve("server");
    GpiclProcess.startLight(inFile, "run", file.toString()).mustEndWith(0);
    try (PostgresServer server = PostgresServer.start()) {
      Map<String, String> impatient =
          Map.of("SPRING_DATASOURCE_URL", server.url(), "GPICL_DATABASE_PATIENCE", "2s");
      GpiclProcess first = GpiclProcess.startLight(onServer, impatient, "run", file.toString());
      first.awaitStep("elsewhere", "transformer-n4-h8-s0", 21);

      GpiclProcess second =
          GpiclProcess.startLight(
              directory.resolve("elsewhere"), impatient, "run", file.toString());
      assertThat(second.mustEndWith(4).err()).contains("is run by process", "@", "since");

      server.stop();
      first.mustEndWith(3);
      assertThat(first.err())
          .contains("the database is gone", "gpicl resume elsewhere")
          .doesNotContain("\tat ");
      server.startAgain();

      Map<String, String> patient = Map.of("SPRING_DATASOURCE_URL", server.url());
      GpiclProcess again = GpiclProcess.startLight(onServer, patient, "resume", "elsewhere");
      again.awaitStep("elsewhere", "transformer-n4-h8-s0", 400);
      server.stop();
      again.awaitLog("The database is gone");
      server.startAgain();
      again.mustEndWith(0);
    }
    assertThat(ResultFiles.of(onServer, "elsewhere"))
        .isEqualTo(ResultFiles.of(inFile, "elsewhere"));
  }
}
