package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayTasksTest {
  private static final ArrayTasks TASKS =
      ArrayTasks.of(
          """
          17|RUNNING|None|gpicl small 2026-01-01T00:00:00Z
          17|RUNNING|None|gpicl small 2026-01-01T00:00:00Z
          17|PENDING|Resources|gpicl small 2026-01-01T00:00:00Z
          9|COMPLETING|None|gpicl small 2020-02-02T00:00:00Z
          8|PENDING|ReqNodeNotAvail, UnavailableNodes:n[1-2]|(null)
          """);

  @Test
  void stateAndReasonOfEachTaskOfAnArrayAreCounted() {
    assertThat(TASKS.ofArray("17").summary(3)).isEqualTo("2 running, 1 pending (Resources)");
    assertThat(TASKS.ofArray("8").summary(1))
        .isEqualTo("1 pending (ReqNodeNotAvail, UnavailableNodes:n[1-2])");
  }

  @Test
  void tasksThatSlurmNoLongerListsHaveEnded() {
    assertThat(TASKS.ofArray("17").summary(20))
        .isEqualTo("2 running, 1 pending (Resources), 17 ended");
    assertThat(TASKS.ofArray("1").summary(4)).isEqualTo("4 ended");
  }

  @Test
  void anArrayIsFoundByItsComment() {
    assertThat(TASKS.arrays("gpicl small 2026-01-01T00:00:00Z")).containsExactly("17");
    assertThat(TASKS.arrays("gpicl small 2030-03-03T00:00:00Z")).isEmpty();
  }

  @Test
  void aListWithoutTasksIsEmpty() {
    assertThat(ArrayTasks.of("").all()).isEmpty();
    assertThat(ArrayTasks.of("slurm_load_jobs: warning\n").all()).isEmpty();
  }
}
