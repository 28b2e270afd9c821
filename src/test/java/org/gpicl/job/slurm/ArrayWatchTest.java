package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.job.slurm.SlurmCommands.Ended;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.sweep.SlurmTasks;
import org.junit.jupiter.api.Test;

class ArrayWatchTest {
  private static final String RUNNING = "17|RUNNING|None|x\n";
  private static final String WAITING = "17|PENDING|Priority|x\n";

  private Ended answer = new Ended(0, "", "");
  private final List<String> board = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final StopSignal stop = new StopSignal();
  private boolean workers;

  private final ArrayWatch watch =
      new ArrayWatch(
          new SlurmQueue(
              (command, environment, input) -> answer,
              new SlurmSettings("", "", "", Duration.ofMinutes(10)),
              Map.of(),
              "small",
              SlurmTasks.ONE,
              Path.of("/logs")),
          "17",
          board::add,
          notices::add,
          () -> workers,
          stop);

  private void look(int exit, String out, String err) {
    answer = new Ended(exit, out, err);
    watch.look();
  }

  @Test
  void onlyAChangeIsReported() {
    look(0, WAITING, "");
    look(0, WAITING, "");
    look(0, RUNNING, "");
    assertThat(board).hasSize(3).last().isEqualTo("Slurm array 17: 1 running");
    assertThat(notices)
        .containsExactly("Slurm array 17: 1 pending (Priority).", "Slurm array 17: 1 running.");
    assertThat(stop.raised()).isFalse();
  }

  @Test
  void aSlurmThatDoesNotAnswerStopsNothing() {
    look(1, "", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n");
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("Slurm does not answer: ")
        .contains("Unable to contact slurm controller");
    assertThat(stop.raised()).isFalse();
  }

  @Test
  void aRunWhoseTasksHaveAllEndedStopsAndSaysWhereToLook() {
    look(0, "", "");
    assertThat(stop.reason().orElseThrow())
        .isEqualTo(
            "all tasks of Slurm's array 17 have ended, though cells are left; what they printed is in /logs/slurm-small-17_*.out");
  }

  @Test
  void workersThatOthersHaveStartedCarryOn() {
    workers = true;
    look(0, "", "");
    assertThat(notices)
        .containsExactly("Slurm array 17: 1 ended; output in /logs/slurm-small-17_*.out.");
    assertThat(stop.raised()).isFalse();
  }
}
