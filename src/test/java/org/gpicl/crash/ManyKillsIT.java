package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The same with hundreds of kills over several sweeps; docs/crash-tests.md has what it told. */
@Tag("full")
class ManyKillsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void sweepsThatAreKilledHundredsOfTimesEndWithTheSameBytesAsUndisturbedOnes() throws Exception {
    int wanted = Integer.getInteger("crash.kills", 200);
    long seed = Long.getLong("crash.seed", 1);
    CrashSummary summary = new CrashSummary();
    try {
      Trials trials = new Trials(directory, summary);
      while (summary.kills() < wanted) {
        for (CrashSweep sweep : CrashSweeps.all()) {
          trials.run(sweep, seed++);
        }
      }
      for (Phase phase : Phase.values()) {
        assertThat(summary.kills(phase)).as("kills in phase %s", phase.title()).isPositive();
      }
      assertThat(summary.killsThatMetSteps())
          .as("kills of trainings that were seen to be behind a step")
          .isGreaterThan(summary.kills(Phase.TRAIN) / 2);
    } finally {
      String markdown = summary.markdown();
      System.out.println(markdown);
      Files.writeString(Path.of("target", "crash-summary.md"), markdown);
    }
  }
}
