package org.gpicl.job.slurm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.job.slurm.SlurmCommands.Ended;
import org.gpicl.sweep.SlurmTasks;

/** The arrays of one sweep in Slurm's queue. */
final class SlurmQueue {
  private static final String WHAT_TO_DO =
      "; change slurm.* in the sweep file, gpicl.slurm.* in the configuration, or run it with --on workers (docs/slurm.md)";

  private final SlurmCommands commands;
  private final SlurmSettings settings;
  private final Map<String, String> environment;
  private final String sweep;
  private final SlurmTasks tasks;
  private final Path logs;

  /**
   * @param environment what tasks need to know that other users must not see
   * @param logs where tasks write what they print
   */
  SlurmQueue(
      SlurmCommands commands,
      SlurmSettings settings,
      Map<String, String> environment,
      String sweep,
      SlurmTasks tasks,
      Path logs) {
    this.commands = commands;
    this.settings = settings;
    this.environment = environment;
    this.sweep = sweep;
    this.tasks = tasks;
    this.logs = logs;
  }

  private String name() {
    return "gpicl-" + sweep;
  }

  /** Why Slurm would not take the array; nothing is submitted. */
  Optional<String> refusal(String script) {
    try {
      Ended tried = commands.run(sbatch("--test-only"), environment, script);
      return tried.well() ? Optional.empty() : Optional.of(refused(tried).getMessage());
    } catch (SlurmException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Submits the array.
   *
   * @param comment by which it is found again
   * @return its id
   * @throws SlurmException if Slurm does not take it
   */
  String submit(String script, String comment) throws SlurmException {
    Ended submitted =
        commands.run(sbatch("--parsable", "--comment=" + comment), environment, script);
    if (!submitted.well()) {
      throw refused(submitted);
    }
    return submitted.out().strip().split(";")[0]; // the cluster's name may follow
  }

  private SlurmException refused(Ended sbatch) {
    return new SlurmException(
        "Slurm does not take the array of workers: " + sbatch.reason() + WHAT_TO_DO);
  }

  private List<String> sbatch(String... how) {
    List<String> command = new ArrayList<>(List.of("sbatch"));
    command.addAll(List.of(how));
    command.addAll(
        List.of(
            "--job-name=" + name(),
            "--array=1-" + tasks.array(),
            "--nodes=1",
            "--ntasks=1",
            "--cpus-per-task=" + tasks.cpus(),
            "--requeue",
            "--signal=B:TERM@120",
            "--open-mode=append",
            "--output=" + output(),
            "--export=ALL"));
    tasks.partition().ifPresent(partition -> command.add("--partition=" + partition));
    tasks.account().ifPresent(account -> command.add("--account=" + account));
    tasks.time().ifPresent(time -> command.add("--time=" + minutes(time)));
    if (tasks.gpus() > 0) {
      command.add("--gres=gpu:" + tasks.gpus());
    }
    Arrays.stream(settings.options().strip().split("\\s+"))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    return command;
  }

  /** Slurm replaces what follows a percent sign. */
  private String output() {
    return file(logs.toAbsolutePath().toString().replace("%", "%%"), "%A", "%a");
  }

  /** Where the tasks of an array write what they print. */
  String output(String array) {
    return file(logs.toAbsolutePath().toString(), array, "*");
  }

  private String file(String folder, String array, String task) {
    return "%s/slurm-%s-%s_%s.out".formatted(folder, sweep, array, task);
  }

  private static long minutes(Duration time) {
    return time.plusSeconds(59).toMinutes();
  }

  /** The user's tasks under the name of the sweep, of whatever database. */
  ArrayTasks tasks() throws SlurmException {
    Ended listed =
        commands.run(
            List.of(
                "squeue",
                "--me",
                "--name=" + name(),
                "--noheader",
                "--array",
                "--format=" + ArrayTasks.FORMAT),
            Map.of(),
            "");
    if (!listed.well()) {
      throw new SlurmException("Slurm does not answer: " + listed.reason());
    }
    return ArrayTasks.of(listed.out());
  }

  /** Ends an array; its workers make checkpoints. */
  void cancel(String array) throws SlurmException {
    Ended cancelled = commands.run(List.of("scancel", array), Map.of(), "");
    if (!cancelled.well()) {
      throw new SlurmException(
          "Slurm's array %s could not be cancelled (%s); `scancel %s` does it"
              .formatted(array, cancelled.reason(), array));
    }
  }

  /** How many tasks an array has. */
  int size() {
    return tasks.array();
  }
}
