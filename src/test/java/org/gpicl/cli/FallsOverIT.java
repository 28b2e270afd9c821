package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a run from outside: crashes in native code, a full disk, other versions. */
@Order(4)
class FallsOverIT {
  private static final String SWEEP =
      """
      name: falls
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: [4]
      hidden: [8]
      transformer: {steps: 20, evaluateEvery: 10 steps, batch: 4, length: 6, layers: 1}
      checkpoint: {every: 100000 steps}
      """;

  @TempDir Path home;

  @Test
  void aCellThatTheJvmCrashedInThreeTimesIsLeftAloneUntilItIsAskedFor() throws Exception {
    Path file = write(SWEEP.replace("steps: 20,", "steps: 100000000,"));
    for (int crash = 1; crash <= 3; crash++) {
      // In a process of its own, which writes its crash report into the home.
      GpiclProcess running = GpiclProcess.startLight(home, Map.of(), "run", file.toString());
      running.awaitStep("falls", "transformer-n4-h8-s0", 5);
      if (crash > 1) {
        assertThat(running.err()).contains((crash - 1) + " of 3 times");
      }
      running.signal("SEGV");
      assertThat(running.exit()).isEqualTo(134);
    }
    GpiclProcess left = GpiclProcess.startLight(home, "resume").mustEndWith(1);
    assertThat(left.err()).contains("3 of 3 times", "quarantined", "resume falls --failed");
    assertThat(left.out()).contains("quarantined");
    GpiclProcess.startLight(home, "resume", "falls").mustEndWith(1);

    GpiclProcess again = GpiclProcess.startLight(home, "resume", "falls", "--failed");
    again.awaitStep("falls", "transformer-n4-h8-s0", 5);
    again.terminate();
    again.mustEndWith(3);
  }

  @Tag("full")
  @Test
  void aKillIsNoCrash() throws Exception {
    Path file = write(SWEEP.replace("steps: 20,", "steps: 100000000,"));
    for (int kill = 1; kill <= 4; kill++) {
      GpiclProcess running = GpiclProcess.startLight(home, "run", file.toString());
      running.awaitStep("falls", "transformer-n4-h8-s0", 1);
      assertThat(running.err()).doesNotContain("crashed");
      running.kill();
    }
  }

  @Tag("full")
  @Test
  void aFullDiskStopsTheRunAndItGoesOnWhenThereIsRoom() throws Exception {
    Path small = Files.createDirectories(home.resolve("small"));
    int mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString())
            .redirectErrorStream(true)
            .start()
            .waitFor();
    Assumptions.assumeTrue(mounted == 0, "only root may mount");
    try {
      Path file =
          write(
              SWEEP
                  .replace("hidden: [8]", "hidden: [64]")
                  .replace("layers: 1", "layers: 2")
                  .replace("steps: 20,", "steps: 60,")
                  .replace("every: 100000 steps", "every: 20 steps"));
      Path filler = Files.write(small.resolve("filler"), new byte[6_000_000]);
      assertThat(
              GpiclProcess.startLight(small, Map.of(), "run", file.toString()).mustEndWith(3).err())
          .contains("The disk is full. Make room");
      Files.write(filler, new byte[4_000_000]);
      // In a JVM of its own: the log of one that has run other commands prints its own troubles.
      GpiclProcess full =
          GpiclProcess.startLight(small, Map.of(), "run", file.toString()).mustEndWith(3);
      assertThat(full.err())
          .contains("the disk is full", "gpicl gc", "gpicl resume falls")
          .doesNotContain("\tat ");
      Files.delete(filler);
      new ProcessBuilder("mount", "-o", "remount,size=200m", small.toString()).start().waitFor();
      GpiclProcess.startLight(small, "run", file.toString()).mustEndWith(0);
      GpiclProcess.startLight(home.resolve("roomy"), "run", file.toString()).mustEndWith(0);
      assertThat(results(small)).isEqualTo(results(home.resolve("roomy")));
    } finally {
      new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
    }
  }

  @Tag("full")
  @Test
  void aDatabaseOfANewerProgramIsRefusedAndLeftAsItIs() throws Exception {
    GpiclProcess.startLight(home, "run", write(SWEEP).toString()).mustEndWith(0);
    execute(
        "INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'future', 'SQL', 'V99__future.sql',"
            + " 1, 'x', CURRENT_TIMESTAMP, 1, TRUE");
    GpiclProcess run = GpiclProcess.startLight(home, "run", write(SWEEP).toString()).mustEndWith(4);
    assertThat(run.err()).contains("version 99 by a newer gpicl").doesNotContain("\tat ");
    GpiclProcess.startLight(home, "status").mustEndWith(4);
  }

  @Tag("full")
  @Test
  void cellsOfOlderNumericsAreReportedButNotGoneOnWith() throws Exception {
    GpiclProcess.startLight(home, "run", write(SWEEP).toString()).mustEndWith(0);
    // As an older program would have left it: the same settings, other numbers, other hashes.
    String older =
        org.gpicl.sweep.file.SweepFile.stored(
                org.gpicl.sweep.file.SweepFile.parse(SWEEP, "test", java.util.List.of()).resolved(),
                "falls",
                1)
            .cells()
            .get(0)
            .hash();
    execute(
        "SET REFERENTIAL_INTEGRITY FALSE",
        "UPDATE sweep SET numerics = 1, hash = 'older'",
        "UPDATE cell SET hash = '" + older + "'",
        "UPDATE evaluation SET cell_hash = '" + older + "'",
        "UPDATE parameters SET cell_hash = '" + older + "'",
        "UPDATE curve_point SET cell_hash = '" + older + "'");
    GpiclProcess status = GpiclProcess.startLight(home, "status", "falls").mustEndWith(0);
    assertThat(status.out()).contains("done");
    GpiclProcess run = GpiclProcess.startLight(home, "resume", "falls").mustEndWith(4);
    assertThat(run.err()).contains("numericsVersion: 1 -> 2", "--restart-changed");
  }

  private void execute(String... statements) throws Exception {
    String url = "jdbc:h2:file:" + new Home(home).database();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String results(Path of) throws Exception {
    return Files.readString(new Home(of).sweep("falls").resolve("results.csv"));
  }

  private Path write(String sweep) throws Exception {
    return Files.writeString(home.resolve("falls.yaml"), sweep);
  }
}
