package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.settings.SlurmSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script in a real shell, with a program and commands of Slurm that note how they are called.
 */
class BatchScriptTest {
  private static final String TRAINS_UNTIL_TERM =
      "trap 'echo ended >>%1$s/calls; exit 0' TERM; touch %1$s/trains; while :; do read -t 0.05 <>%1$s/pipe; done";

  @TempDir Path directory;

  @BeforeEach
  void commands() throws Exception {
    new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor();
    Files.createDirectory(directory.resolve("tmp"));
    command("scontrol", "echo scontrol $* >>" + directory + "/calls");
  }

  private void command(String name, String lines) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + lines + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process started(String setup) throws IOException {
    SlurmSettings settings =
        new SlurmSettings(
            directory.resolve("it's gpicl").toString(), setup, "", Duration.ofMinutes(10));
    Path script = directory.resolve("script");
    Files.writeString(script, BatchScript.of(settings, directory.resolve("tmp")));
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    builder.environment().put("TMPDIR", directory.resolve("tmp").toString());
    builder.environment().put("SLURM_ARRAY_JOB_ID", "17");
    builder.environment().put("SLURM_ARRAY_TASK_ID", "3");
    builder.environment().put("SLURM_CPUS_PER_TASK", "4");
    return builder
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  private int end(Process process) throws Exception {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(directory.resolve("tmp")).as("the worker's home").isEmptyDirectory();
    return process.exitValue();
  }

  private String calls() throws IOException {
    Path calls = directory.resolve("calls");
    return Files.exists(calls) ? Files.readString(calls) : "";
  }

  private Process askedToEnd(String state) throws Exception {
    command("squeue", "echo squeue $* >>" + directory + "/calls; echo " + state);
    command("it's gpicl", TRAINS_UNTIL_TERM.formatted(directory));
    Process process = started("");
    while (!Files.exists(directory.resolve("trains"))) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    process.destroy();
    return process;
  }

  @Test
  void aTaskIsQueuedAgainByArrayAndNumberAfterItsWorkerHasEnded() throws Exception {
    assertThat(end(askedToEnd("RUNNING"))).isZero();
    assertThat(calls())
        .isEqualTo("ended\nsqueue --noheader --jobs=17_3 --format=%T\nscontrol requeue 17_3\n");
  }

  @Test
  void aTaskThatWasCancelledIsNotQueuedAgain() throws Exception {
    assertThat(end(askedToEnd("COMPLETING"))).isZero();
    assertThat(calls()).startsWith("ended\n").doesNotContain("scontrol");
  }

  @Test
  void aWorkerThatEndsByItselfEndsItsTaskWithItsExitCode() throws Exception {
    command("it's gpicl", "echo $SITE $GPICL_DATA $* >>" + directory + "/calls; exit 3");
    assertThat(end(started("SITE=lab\nexport SITE"))).isEqualTo(3);
    assertThat(calls())
        .matches(
            "lab %1$s/tmp worker --home %1$s/tmp/gpicl-worker\\.\\w+ --workers 4 --idle 600s\n"
                .formatted(directory));
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
  }

  @Test
  void itsPageShowsTheScript() throws IOException {
    assertThat(Files.readString(Path.of("docs", "slurm.md")))
        .contains(Files.readString(Path.of("src", "main", "resources", "slurm", "worker.sh")));
  }

  @Test
  void withoutASettingTheProgramIsTheLauncherOfThisFolder() {
    assertThat(Launcher.ofThisProgram()).isEqualTo(Path.of("gpicl").toAbsolutePath().toString());
    assertThat(BatchScript.quoted("it's")).isEqualTo("'it'\\''s'");
  }
}
