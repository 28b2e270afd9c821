package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on real MNIST that is killed in every phase ends as one that is left alone. */
@Order(1)
class SurvivesKillsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void aSweepThatIsKilledInEveryPhaseEndsWithTheSameBytesAsAnUndisturbedOne() throws Exception {
    CrashSummary summary = new CrashSummary();
    new Trials(directory, summary).run(CrashSweeps.bounded(), Long.getLong("crash.seed", 1));
    System.out.println(summary.markdown());
    assertThat(summary.kills()).isGreaterThanOrEqualTo(5);
  }
}
