package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.slurm.SlurmCommands.Ended;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.sweep.SlurmTasks;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;

class OnSlurmTest {
  private static final String QUEUE =
      "9|RUNNING|None|gpicl small here\n9|PENDING|Priority|gpicl small here\n8|RUNNING|None|gpicl small elsewhere\n";

  private final List<String> ran = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final StopSignal stop = new StopSignal();
  private List<String> toDo = List.of("a cell");
  private Ended submitted = new Ended(0, "17\n", "");

  private OnSlurm around(PartitionHandler workers) {
    RunBoard board = new RunBoard(Clock.systemUTC(), () -> 0, new CellCost(), 1);
    RunContext run =
        new RunContext(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            stop,
            board,
            null,
            null,
            notices::add,
            "");
    SlurmQueue queue =
        new SlurmQueue(
            this::slurm,
            new SlurmSettings("", "", "", Duration.ofMinutes(10)),
            Map.of(),
            "small",
            SlurmTasks.ONE,
            Path.of("/logs"));
    Partitions<String> partitions =
        new Partitions<>(null, "train", () -> toDo, name -> name, false);
    return new OnSlurm(partitions, workers, queue, run, "script", "gpicl small here");
  }

  private Ended slurm(List<String> command, Map<String, String> environment, String input) {
    String name = command.get(0);
    if (name.equals("squeue")) {
      return new Ended(0, QUEUE, "");
    }
    ran.add(name.equals("scancel") ? String.join(" ", command) : name);
    return name.equals("sbatch") ? submitted : new Ended(0, "", "");
  }

  @Test
  void anArrayIsThereWhileWorkersTrainAndThatOfAnEarlierManagerIsCancelledBefore()
      throws Exception {
    around(
            (splitter, manager) -> {
              ran.add("trains");
              return List.of();
            })
        .handle(null, null);
    assertThat(ran).containsExactly("scancel 9", "sbatch", "trains", "scancel 17");
    assertThat(notices)
        .containsExactly(
            "Slurm array 9 of an earlier run: cancelled.", "Slurm array 17: 1 task submitted.");
  }

  @Test
  void aRunThatBreaksLeavesNoArray() {
    assertThatThrownBy(
            () ->
                around(
                        (splitter, manager) -> {
                          throw new JobInterruptedException("stopped");
                        })
                    .handle(null, null))
        .isInstanceOf(JobInterruptedException.class);
    assertThat(ran).endsWith("scancel 17");
  }

  @Test
  void aRefusalStopsTheRunWhichMayBeResumed() {
    submitted = new Ended(1, "", "sbatch: error: Job violates accounting/QOS policy\n");
    assertThatThrownBy(() -> around((splitter, manager) -> List.of()).handle(null, null))
        .isInstanceOf(JobInterruptedException.class);
    assertThat(stop.reason().orElseThrow()).contains("Job violates accounting/QOS policy");
    assertThat(ran).doesNotContain("scancel 17");
  }

  @Test
  void whereNothingIsLeftToTrainAnEarlierArrayIsCancelledAndNoneIsSubmitted() throws Exception {
    toDo = List.of();
    around((splitter, manager) -> List.of()).handle(null, null);
    assertThat(ran).containsExactly("scancel 9");
  }
}
