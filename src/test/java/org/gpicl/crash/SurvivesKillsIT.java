package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is killed ends as one that is left alone. */
@Order(1)
class SurvivesKillsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void aSweepThatIsKilledWithEachOfItsStepsEndsWithTheSameBytesAsAnUndisturbedOne()
      throws Exception {
    assertThat(kills(CrashSweeps.brief())).isGreaterThanOrEqualTo(3);
  }

  @Tag("full")
  @Test
  void aSweepOnRealImagesThatIsKilledInEveryPhaseEndsWithTheSameBytesAsAnUndisturbedOne()
      throws Exception {
    assertThat(kills(CrashSweeps.bounded())).isGreaterThanOrEqualTo(5);
  }

  private int kills(CrashSweep sweep) throws Exception {
    CrashSummary summary = new CrashSummary();
    new Trials(directory, summary).run(sweep, Long.getLong("crash.seed", 1));
    System.out.println(summary.markdown());
    return summary.kills();
  }
}
