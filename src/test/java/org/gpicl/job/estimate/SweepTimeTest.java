package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTimeTest {
  private static final OtherProcesses NONE = new OtherProcesses(0, 2);
  private static final List<Estimate> CELLS = Collections.nCopies(10, Estimate.of(60, 1.05));

  @Test
  void cellsSideBySideTakeTheirShare() {
    SweepTime time = SweepTime.of(0, CELLS, 2, NONE, false);
    assertThat(time.wall().likely()).isEqualTo(300);
    assertThat(time.wall().isSure()).isTrue();
    assertThat(time.others()).isEmpty();
  }

  @Test
  void aSweepTakesAtLeastAsLongAsItsLongestCell() {
    List<Estimate> unlike = List.of(Estimate.of(1, 1), Estimate.of(100, 1));
    assertThat(SweepTime.of(0, unlike, 2, NONE, false).wall().likely()).isEqualTo(100);
  }

  @Test
  void withFourBusyProcessesOnTwoCoresItMayTakeThreeTimesAsLong() {
    // A thread of ours had a fifth of two cores, so they wanted four.
    OtherProcesses four = OtherProcesses.seen(2, 0.4, 2.5, 2);
    assertThat(four.wanted()).isCloseTo(4, within(1e-9));
    SweepTime time = SweepTime.of(0, CELLS, 2, four, false);
    assertThat(time.others()).contains(four);
    assertThat(time.wall().isSure()).isFalse();
    assertThat(time.wall().likely()).isEqualTo(300);
    assertThat(time.wall().most()).isCloseTo(3 * 300 * 1.05, within(1e-6));
  }

  @Test
  void aProcessOnACoreThatWouldBeIdleDoesNotMatter() {
    OtherProcesses one = OtherProcesses.seen(2, 1, 1, 2);
    assertThat(one.wanted()).isEqualTo(1);
    assertThat(SweepTime.of(0, CELLS, 1, one, false).others()).isEmpty();
    assertThat(SweepTime.of(0, CELLS, 2, one, false).others()).contains(one);
  }

  @Test
  void cellsOnAGpuDoNotShareTheCores() {
    assertThat(SweepTime.of(0, CELLS, 2, new OtherProcesses(4, 2), true).others()).isEmpty();
  }
}
