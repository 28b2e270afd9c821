package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.cli.GpiclProcess;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is told to stop in every phase, at one moment after another. */
@Order(3)
@Tag("full")
class StopsAnywhereIT {
  private static final String SWEEP =
      """
      name: stopped
      recipe: small
      images: {set: glyphs, size: 5, classes: 4}
      tasks: [4, 16]
      hidden: [8]
      mlp: {maxSamples: 20000, epochs: 1}
      transformer: {steps: 200, evaluateEvery: 100 steps, batch: 16, length: 10}
      evaluate: {maxSamples: 2000}
      checkpoint: {every: 1000 steps}
      workers: 2
      """;

  /** What the log says when a moment has come: the beginnings and ends of all phases. */
  private static final List<String> MOMENTS =
      List.of(
          "Starting",
          "Step plan begins",
          "Step plan ends",
          "Step generate begins",
          "Step generate ends",
          "Step train begins",
          "continues from step",
          "continues from step",
          "Step train ends",
          "Step evaluate begins",
          "Step evaluate ends",
          "Step report begins",
          "Step report ends");

  /** Five seconds are promised; a machine that is busy with other tests takes longer. */
  private static final Duration MOST = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aStopIsObeyedAtTheBeginningAndTheEndOfEveryPhaseAndLosesNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("stopped.yaml"), SWEEP);
    Home undisturbed = new Home(directory.resolve("undisturbed"));
    GpiclProcess.start(undisturbed.root(), "run", file.toString()).mustEndWith(0);

    Home home = new Home(directory.resolve("home"));
    List<String> ends = new ArrayList<>();
    Duration longest = Duration.ZERO;
    for (int k = 0; k < MOMENTS.size(); k++) {
      String signal = k % 2 == 0 ? "TERM" : "INT";
      ProcessLog log = ProcessLog.ofTheNext(home);
      GpiclProcess process = GpiclProcess.start(home.root(), "run", file.toString());
      while (process.alive() && !log.says(MOMENTS.get(k))) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      Instant asked = Instant.now();
      process.signal(signal);
      int exit = process.exit();
      Duration took = Duration.between(asked, Instant.now());
      longest = took.compareTo(longest) > 0 ? took : longest;
      ends.add(
          "%s at \"%s\": %d after %d ms".formatted(signal, MOMENTS.get(k), exit, took.toMillis()));
      assertThat(took).as("%s", ends).isLessThan(MOST);
      // All was done and nothing left to stop; or a signal that came before it could be heard.
      assertThat(exit).as("%s%n%s", ends, process.output()).isIn(3, 0, 143, 130);
      if (exit == 3) {
        assertThat(process.err()).contains("Stopped");
      }
      assertThat(process.output()).doesNotContain("\tat ");
      assertThat(LeftBehind.in(home).open()).as("%s", ends).isEmpty();
    }
    System.out.println("The longest of these stops took " + longest.toMillis() + " ms: " + ends);
    assertThat(ends.stream().filter(end -> end.contains(": 3 ")))
        .hasSizeGreaterThanOrEqualTo(MOMENTS.size() / 2);

    GpiclProcess.start(home.root(), "run", file.toString()).mustEndWith(0);
    for (String name :
        List.of("mlp_log.csv", "transformer_log.csv", "results.csv", "errors.csv", "curves.csv")) {
      assertThat(Files.readString(home.sweep("stopped").resolve(name)))
          .as(name)
          .isEqualTo(Files.readString(undisturbed.sweep("stopped").resolve(name)));
    }
  }
}
