package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as typed: what they print and what they end with. */
@Order(5)
class CommandsIT {
  private static final String SWEEP = ServedSweep.SWEEP.replace("served", "commands");

  @TempDir Path home;

  @Test
  void aSweepIsStoppedFromAnotherTerminalAndResumedByItsName() throws Exception {
    Path file =
        write(
            SWEEP.replace(
                "steps: 60, evaluateEvery: 20", "steps: 100000000, evaluateEvery: 20000000"));
    GpiclProcess running = GpiclProcess.startLight(home, "run", file.toString());
    running.awaitStep("commands", "transformer-n4-h8-s0", 20);

    GpiclProcess second = GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(4);
    assertThat(second.err())
        .contains("is in use: process", "has been running sweep commands since");
    GpiclProcess status = GpiclProcess.startLight(home, "status", "commands").mustEndWith(0);
    assertThat(status.out()).contains("transformer-n4-h8-s0", "running");
    GpiclProcess report = GpiclProcess.startLight(home, "report", "commands").mustEndWith(0);
    assertThat(report.out()).contains("heatmap.html");
    GpiclProcess.startLight(home, "stop", "commands").mustEndWith(0);
    running.mustEndWith(3);
    assertThat(running.err()).contains("0 of 1 cells done", "gpicl resume commands");

    GpiclProcess resumed = GpiclProcess.startLight(home, "resume", "commands");
    resumed.awaitStep("commands", "transformer-n4-h8-s0", 21);
    resumed.terminate();
    resumed.mustEndWith(3);

    GpiclProcess changed = GpiclProcess.startLight(home, "run", write(SWEEP).toString());
    changed.mustEndWith(4);
    assertThat(changed.err()).contains("100000000 -> 60", "1 of 1 cells", "--restart-changed");
    GpiclProcess restarted =
        GpiclProcess.startLight(home, "run", write(SWEEP).toString(), "--restart-changed");
    assertThat(restarted.mustEndWith(0).out()).contains("heatmap.png");
  }

  @Test
  void aFinishedSweepIsSeenToBeFinishedAndWhatIsAddedIsAllThatRuns() throws Exception {
    Path file = write(SWEEP);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    long jobs = jobs();
    GpiclProcess again = GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    assertThat(again.err()).contains("Everything was done before", "gpicl report commands");
    assertThat(again.out()).contains("transformer_log.csv", "heatmap.html", "heatmap.png");
    assertThat(jobs()).isEqualTo(jobs);

    Path results = home.resolve("sweeps").resolve("commands").resolve("results.csv");
    Files.delete(results);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    assertThat(results).exists();
    assertThat(jobs()).isGreaterThan(jobs);

    String[] added = {"run", file.toString(), "--set", "tasks=4,8", "--set", "seeds=0,1"};
    GpiclProcess.startLight(home, added).mustEndWith(0);
    assertThat(log().lines().filter(line -> line.contains("continues from step")))
        .hasSize(4)
        .filteredOn(line -> line.contains("transformer-n4-h8-s0 "))
        .hasSize(1);
    String[] evaluated = Arrays.copyOf(added, added.length + 2);
    evaluated[added.length] = "--set";
    evaluated[added.length + 1] = "evaluate.unseenTasks=16";
    GpiclProcess.startLight(home, evaluated).mustEndWith(0);
    assertThat(log().lines().filter(line -> line.contains("continues from step"))).hasSize(4);
  }

  private long jobs() throws IOException {
    return log().lines().filter(line -> line.contains("launched with")).count();
  }

  @Test
  void mistakesAreToldInASentenceAndEndWithTwo() throws Exception {
    Path bad = write(SWEEP.replace("tasks: [4]", "tasks: [0]").replace("hidden:", "hiden:"));
    GpiclProcess badFile = GpiclProcess.startLight(home, "run", bad.toString()).mustEndWith(2);
    assertThat(badFile.err()).contains(bad + ":5", bad + ":6", "hiden").doesNotContain("\tat ");

    GpiclProcess noFile = GpiclProcess.startLight(home, "run", "nowhere.yaml").mustEndWith(2);
    assertThat(noFile.err()).contains("nowhere.yaml").doesNotContain("\tat ");

    GpiclProcess unknown = GpiclProcess.startLight(home, "resume", "nobody").mustEndWith(2);
    assertThat(unknown.err()).contains("there is no sweep nobody").doesNotContain("\tat ");

    Path images = write(SWEEP.replace("set: glyphs", "set: kmnist"));
    GpiclProcess noImages =
        GpiclProcess.startLight(home, "run", images.toString(), "--offline").mustEndWith(2);
    assertThat(noImages.err())
        .contains("kmnist", home.resolve("data").toString())
        .doesNotContain("\tat ");

    GpiclProcess.startLight(home, "walk").mustEndWith(2);
  }

  @Test
  void aDryRunTellsWhatCellsTakeAndWritesNothing() throws Exception {
    GpiclProcess dry =
        GpiclProcess.startLight(
            home, "run", write(SWEEP).toString(), "--dry-run", "--on", "workers");
    assertThat(dry.mustEndWith(0).out())
        .contains("transformer-n4-h8-s0", "parameters", "FLOP", "memory", "fresh", "About")
        .contains("All times are those of this machine");
    assertThat(home.resolve("db")).doesNotExist();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("commands.yaml"), text);
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("logs").resolve("gpicl.log"));
  }
}
