package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same with more kills, over several sweeps, until there are as many as {@code -Dcrash.kills}
 * wants; docs/crash-tests.md has what hundreds of them told.
 */
@Tag("full")
@Order(0)
class ManyKillsIT {
  private static final int MANY = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void sweepsThatAreKilledHundredsOfTimesEndWithTheSameBytesAsUndisturbedOnes() throws Exception {
    int wanted = Integer.getInteger("crash.kills", 40);
    long seed = Long.getLong("crash.seed", 1);
    CrashSummary summary = new CrashSummary();
    try {
      Trials trials = new Trials(directory, summary);
      List<CrashSweep> sweeps = CrashSweeps.all();
      for (int k = 0; summary.kills() < wanted; k++) {
        trials.run(sweeps.get(k % sweeps.size()), seed++);
      }
      for (Phase phase : Phase.values()) {
        // A plan is over so soon that few of the kills aimed at it meet it.
        if (phase == Phase.PLAN && wanted < MANY) {
          continue;
        }
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
