package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.job.slurm.SlurmCluster;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that a real Slurm starts, stops and queues again. */
@Tag("full")
class SlurmIT {
  private static final String SWEEP =
      """
      name: batch
      recipe: small
      models: transformer
      images: {set: glyphs, size: 4, classes: 3}
      tasks: [4]
      hidden: [8]
      seeds: [0, 1]
      transformer: {steps: %d, evaluateEvery: 400 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 100}
      checkpoint: {every: 100 steps}
      slurm: {array: 2}
      """;

  private static final Pattern SUBMITTED = Pattern.compile("Slurm array (\\d+): 2 tasks submitted");

  @TempDir Path directory;

  private SlurmCluster slurm;
  private PostgresServer server;
  private Map<String, String> environment;

  @BeforeEach
  void start() throws Exception {
    slurm = SlurmCluster.start();
    server = PostgresServer.start();
    Path program = Files.writeString(directory.resolve("node's gpicl"), program());
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment = new HashMap<>(slurm.environment());
    environment.put("SPRING_DATASOURCE_URL", server.url());
    environment.put("SPRING_DATASOURCE_PASSWORD", "s3cret-of-the-lab");
    environment.put("GPICL_SLURM_PROGRAM", program.toString());
    environment.put("GPICL_SLURM_SETUP", "export GPICL_TRIAL=1");
  }

  /** Under the jar that is tested, in place of the launcher, which would build another. */
  private static String program() throws IOException {
    Path jar = Path.of("target", "gpicl.jar").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseParallelGC",
                "-Xmx500m"));
    command.addAll(QuickStart.options(jar, true));
    command.addAll(List.of("-jar", jar.toString()));
    return "#!/bin/bash\nexec %s \"$@\"\n"
        .formatted(command.stream().map(one -> "'" + one + "'").collect(Collectors.joining(" ")));
  }

  @AfterEach
  void stop() throws Exception {
    if (slurm != null) {
      slurm.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private Path file(int steps) throws IOException {
    return Files.writeString(directory.resolve("batch.yaml"), SWEEP.formatted(steps));
  }

  private String undisturbed(Path file) throws Exception {
    Path alone = directory.resolve("alone");
    GpiclProcess.startLight(alone, "run", file.toString()).mustEndWith(0);
    return ResultFiles.of(alone, "batch");
  }

  /** The array that a manager has submitted; one that has ended has printed it. */
  private static String array(GpiclProcess manager) throws IOException {
    if (manager.alive()) {
      manager.awaitErr("tasks submitted");
    }
    Matcher matcher = SUBMITTED.matcher(manager.err());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String printed(Path home, String task) throws IOException {
    return Files.readString(home.resolve("logs").resolve("slurm-batch-%s.out".formatted(task)));
  }

  @Test
  void aTaskThatSlurmEndsIsQueuedAgainAndTheBytesAreThoseOfOneProcessAlone() throws Exception {
    Path file = file(3_000);
    Path home = directory.resolve("manager");
    GpiclProcess manager =
        GpiclProcess.startLight(home, environment, "run", file.toString(), "--on", "slurm");
    String first = array(manager) + "_1";
    manager.awaitStep("batch", "transformer-n4-h8-s0", 200);
    manager.awaitStep("batch", "transformer-n4-h8-s1", 200);
    assertThat(manager.status("batch")).contains("Slurm array", "2 running");

    slurm.ended("scancel", "--batch", "--signal=TERM", first);
    slurm.awaitTasks("requeue", tasks -> tasks.contains(first + " PENDING"));
    assertThat(slurm.ended("scontrol", "show", "job", first)).contains("Restarts=1");
    slurm.awaitTasks("its return", tasks -> tasks.contains(first + " RUNNING"));
    manager.mustEndWith(0);

    slurm.awaitTasks("the end", List::isEmpty);
    assertThat(printed(home, first)).contains("Stopping after a checkpoint");
    assertThat(ResultFiles.of(home, "batch")).isEqualTo(undisturbed(file));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1))
            .as(one.toString())
            .doesNotContain("s3cret-of-the-lab");
      }
    }
  }

  @Test
  void aStopCancelsTheArrayAndAResumeWhatAKilledManagerLeft() throws Exception {
    Path home = directory.resolve("manager");
    // Workers train on while there is no manager: enough for as long as the lease is watched.
    String file = file(1_000_000).toString();
    GpiclProcess killed = GpiclProcess.startLight(home, environment, "run", file, "--on", "slurm");
    String left = array(killed);
    killed.awaitStep("batch", "transformer-n4-h8-s0", 200);
    killed.kill();
    assertThat(slurm.tasks()).contains(left + "_1 RUNNING");

    GpiclProcess second = GpiclProcess.startLight(home, environment, "resume", "batch");
    second.awaitErr("Slurm array " + left + " of an earlier run: cancelled");
    String array = array(second);
    slurm.awaitTasks("new workers", tasks -> tasks.contains(array + "_1 RUNNING"));
    GpiclProcess.startLight(home, environment, "stop", "batch").mustEndWith(0);
    second.mustEndWith(3);
    slurm.awaitTasks("the cancelled arrays", List::isEmpty);
  }

  @Test
  void whatSlurmWouldNotStartIsRefusedBeforeAnythingIsBegun() throws Exception {
    Path file = file(100);
    Path home = directory.resolve("manager");
    GpiclProcess refused =
        GpiclProcess.startLight(
            home,
            environment,
            "run",
            file.toString(),
            "--on",
            "slurm",
            "--set",
            "slurm.partition=nowhere");
    assertThat(refused.mustEndWith(4).err())
        .contains("is to run on Slurm, but", "Invalid partition name", "docs/slurm.md")
        .doesNotContain("\tat ");
    Map<String, String> elsewhere = new HashMap<>(environment);
    elsewhere.put("PATH", directory.toString());
    assertThat(
            GpiclProcess.startLight(home, elsewhere, "run", file.toString(), "--on", "slurm")
                .mustEndWith(4)
                .err())
        .contains("there is no `sbatch` here", "login node");
    assertThat(slurm.tasks()).isEmpty();
  }

  @Test
  void aRunWhoseTasksAllFailStopsAndSaysWhereTheyHavePrintedWhy() throws Exception {
    Map<String, String> broken = new HashMap<>(environment);
    broken.put("GPICL_SLURM_SETUP", "echo no such module; exit 1");
    Path home = directory.resolve("manager");
    GpiclProcess stopped =
        GpiclProcess.startLight(home, broken, "run", file(100).toString(), "--on", "slurm")
            .mustEndWith(3);
    String array = array(stopped);
    assertThat(stopped.err())
        .contains("all tasks of Slurm's array " + array + " have ended, though cells are left")
        .contains(home.resolve("logs") + "/slurm-batch-" + array + "_*.out")
        .doesNotContain("\tat ");
    assertThat(printed(home, array + "_2")).isEqualTo("no such module\n");
  }
}
