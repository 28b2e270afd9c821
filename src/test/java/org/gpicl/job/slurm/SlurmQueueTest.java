package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.job.slurm.SlurmCommands.Ended;
import org.gpicl.sweep.SlurmTasks;
import org.junit.jupiter.api.Test;

class SlurmQueueTest {
  private static final SlurmTasks MUCH =
      new SlurmTasks(
          Optional.of("gpu"), Optional.of("lab"), 2, Optional.of(Duration.ofSeconds(301)), 20, 4);

  private final List<String> ran = new ArrayList<>();
  private final Map<String, String> secrets = Map.of("SPRING_DATASOURCE_PASSWORD", "s3cret");

  private SlurmQueue queue(SlurmTasks tasks, String options, SlurmCommands slurm) {
    SlurmSettings settings = new SlurmSettings("", "", options, Duration.ofMinutes(10));
    return new SlurmQueue(slurm, settings, secrets, "small", tasks, Path.of("/homes/100%"));
  }

  private SlurmCommands answering(int exit, String out, String err) {
    return (command, environment, input) -> {
      ran.add(String.join(" ", command));
      return new Ended(exit, out, err);
    };
  }

  @Test
  void anArrayIsSubmittedAsTheSweepAsksFor() throws Exception {
    SlurmQueue queue = queue(MUCH, "--qos=low  --mem=8G", answering(0, "17;cluster\n", ""));

    assertThat(queue.submit("#!/bin/bash", "gpicl small")).isEqualTo("17");
    assertThat(ran.get(0))
        .startsWith("sbatch --parsable --comment=gpicl small --job-name=gpicl-small --array=1-20 ")
        .contains(
            " --cpus-per-task=4 --requeue --signal=B:TERM@120 --open-mode=append ",
            " --output=/homes/100%%/slurm-small-%A_%a.out ",
            " --partition=gpu --account=lab --time=6 --gres=gpu:2")
        .endsWith(" --qos=low --mem=8G");
    assertThat(queue.output("17")).isEqualTo("/homes/100%/slurm-small-17_*.out");
  }

  @Test
  void whatIsNotAskedForIsLeftToSlurm() throws Exception {
    queue(SlurmTasks.ONE, "", answering(0, "17", "")).submit("", "");
    assertThat(ran.get(0))
        .contains("--array=1-1 ")
        .doesNotContain("--partition", "--account", "--time", "--gres")
        .endsWith("--export=ALL");
  }

  @Test
  void secretsAreInTheEnvironmentAlone() throws Exception {
    List<Map<String, String>> environments = new ArrayList<>();
    SlurmQueue queue =
        queue(
            MUCH,
            "",
            (command, environment, input) -> {
              ran.add(command + input);
              environments.add(environment);
              return new Ended(0, "17", "");
            });
    queue.submit("script", "comment");
    assertThat(environments).containsExactly(secrets);
    assertThat(ran.get(0)).contains("script").doesNotContain("s3cret");
  }

  @Test
  void aRefusalSaysWhatSlurmSaysAndWhatCanBeChanged() {
    SlurmQueue queue =
        queue(
            MUCH,
            "",
            answering(
                1,
                "",
                "sbatch: error: invalid partition specified: gpu\nallocation failure: Invalid partition name specified\n"));
    assertThat(queue.refusal("").orElseThrow())
        .isEqualTo(
            "Slurm does not take the array of workers: Invalid partition name specified; change slurm.* in the sweep file, gpicl.slurm.* in the configuration, or run it with --on workers (docs/slurm.md)");
    assertThat(ran.get(0)).startsWith("sbatch --test-only ").doesNotContain("--parsable");
    assertThatThrownBy(() -> queue.submit("", "")).hasMessageContaining("Invalid partition name");
  }

  @Test
  void aMachineWithoutSlurmIsNamedAsSuch() {
    assertThatThrownBy(
            () ->
                SlurmCommands.ofThisMachine().run(List.of("sbatch-that-is-not-here"), Map.of(), ""))
        .isInstanceOf(SlurmException.class)
        .hasMessageContaining("there is no `sbatch-that-is-not-here` here", "login node");
  }

  @Test
  void anArrayThatCannotBeCancelledIsLeftToTheUser() {
    SlurmQueue queue = queue(MUCH, "", answering(1, "", "scancel: error: Access denied\n"));
    assertThatThrownBy(() -> queue.cancel("17"))
        .hasMessage(
            "Slurm's array 17 could not be cancelled (Access denied); `scancel 17` does it");
  }
}
