package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed and freed, as typed; and what is not. */
class KeepingInBoundsIT {
  private static final String SWEEP =
      """
      name: one
      recipe: small
      images: glyphs
      models: [mlp]
      tasks: [4]
      hidden: [8]
      mlp: {maxSamples: 2000, epochs: 1}
      evaluate: {maxSamples: 500}
      """;

  private static final String ENDLESS =
      """
      name: endless
      recipe: small
      images: glyphs
      models: [mlp]
      tasks: [8]
      hidden: [8]
      mlp: {maxSamples: 2000, steps: 100000000, evaluateEvery: 1000000 steps}
      checkpoint: {every: 20 steps}
      """;

  @TempDir Path directory;

  private Path home;

  private GpiclProcess gpicl(int exit, String... arguments) throws Exception {
    home = directory.resolve("home");
    return GpiclProcess.startLight(home, arguments).mustEndWith(exit);
  }

  private GpiclProcess run(String text, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", file(text)));
    arguments.addAll(List.of(more));
    return gpicl(0, arguments.toArray(String[]::new));
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("sweep.yaml"), text).toString();
  }

  @Tag("full")
  @Test
  void aRemovedSweepTakesNothingOfAnotherWithIt() throws Exception {
    run(SWEEP, "--set", "hidden=4,8");
    run(SWEEP.replace("name: one", "name: two"), "--set", "hidden=8,16");
    String results = results("two");

    GpiclProcess unasked = gpicl(2, "rm", "one");
    assertThat(unasked.out())
        .contains("1 cell finished, 0 half done", "its 1 run", "1 cell stays", "sweeps/one go");
    assertThat(unasked.err()).contains("no terminal", "--yes");
    assertThat(gpicl(0, "status").out()).contains("one: 2 of 2 cells done");

    assertThat(gpicl(0, "rm", "one", "--yes").out()).contains("Sweep one is removed");
    assertThat(home.resolve("sweeps")).isDirectoryNotContaining("glob:**one**");
    assertThat(gpicl(2, "resume", "one").err()).contains("there is no sweep one");
    assertThat(gpicl(0, "status").out()).contains("two: 2 of 2 cells done").doesNotContain("one:");
    Files.delete(home.resolve("sweeps/two/results.csv"));
    gpicl(0, "report", "two");
    assertThat(results("two")).isEqualTo(results);

    long trained = trained();
    run(SWEEP, "--set", "hidden=4,8");
    assertThat(trained()).as("only the cell that had gone is trained again").isEqualTo(trained + 1);
  }

  @Tag("full")
  @Test
  void whileASweepRunsItStaysAndWhatItNeedsAndTheRestCanGo() throws Exception {
    run(SWEEP);
    GpiclProcess running =
        GpiclProcess.startLight(
            home, "run", Files.writeString(directory.resolve("e.yaml"), ENDLESS).toString());
    running.awaitStep("endless", "mlp-n8-h8-s0", 40);
    List<String> needed = shards().stream().filter(name -> name.contains("n8-s0")).toList();
    assertThat(needed).isNotEmpty();
    Path unneeded = home.resolve("shards/train-mnist-28x28c10-n1-s0-00.shard.part");
    Files.writeString(unneeded, "a set that was never finished");

    assertThat(gpicl(4, "rm", "endless", "--yes").err()).contains("not removed", "is running it");
    assertThat(gpicl(0, "rm", "one", "--yes").out()).contains("Sweep one is removed");
    GpiclProcess look = gpicl(0, "gc", "--to", "1B", "--dry-run");
    assertThat(look.out())
        .containsPattern("unfinished shards +1 ")
        .contains("no unfinished cell needs them", "in all");
    assertThat(unneeded).exists();
    assertThat(gpicl(0, "gc", "--to", "1B", "--yes").out()).contains("Freed ");
    assertThat(unneeded).doesNotExist();
    assertThat(shards()).containsAll(needed);

    gpicl(0, "stop", "endless");
    running.mustEndWith(3);
    assertThat(running.err()).contains("0 of 1 cells done");
  }

  @Tag("full")
  @Test
  void onlyWhatNoSweepNeedsIsFreedUnlessTheHomeMustBeSmaller() throws Exception {
    run(SWEEP, "--set", "hidden=4,8");
    run(SWEEP);
    String results = results("one");
    Path leftover = home.resolve("sweeps/one/.results.csv.1-1.part");
    Files.writeString(leftover, "half of the results");
    Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    List<String> shards = shards();
    assertThat(shards).isNotEmpty();

    GpiclProcess old = gpicl(0, "gc", "--older-than", "30d", "--dry-run");
    assertThat(old.out())
        .containsPattern("temporary files +1 ")
        .doesNotContain("no unfinished cell");
    GpiclProcess look = gpicl(0, "gc", "--dry-run");
    assertThat(look.out())
        .contains("temporary files", "shards ")
        .containsPattern("finished cells +1 ");
    assertThat(gpicl(2, "gc").err()).contains("no terminal", "--yes");
    assertThat(gpicl(0, "gc", "--to", "5GB").out()).contains("nothing is freed");
    assertThat(leftover).exists();
    assertThat(shards()).isEqualTo(shards);

    assertThat(gpicl(0, "gc", "--yes").out())
        .contains("finished cells", "Freed ")
        .contains("takes");
    assertThat(leftover).doesNotExist();
    assertThat(shards()).isEmpty();
    assertThat(gpicl(0, "gc").out()).contains("There is nothing to free");
    long trained = trained();
    assertThat(run(SWEEP).err()).contains("Everything was done before");
    gpicl(0, "report", "one");
    assertThat(results("one")).isEqualTo(results);
    run(SWEEP, "--set", "hidden=4,8");
    assertThat(trained()).as("the cell that was freed is trained again").isEqualTo(trained + 1);
  }

  @Tag("full")
  @Test
  void replacedResultsAreArchivedAndCanBeHadBack() throws Exception {
    run(SWEEP);
    String results = results("one");
    GpiclProcess refused = gpicl(4, "run", file(SWEEP), "--set", "mlp.learningRate=0.05");
    assertThat(refused.err())
        .containsPattern("learningRate: \\S+ -> 0.05 changes 1 of 1 cells, 1 finished")
        .contains("archived in " + home.resolve("archive/one"));
    // A kill may have left a report that is older than the database.
    Files.writeString(home.resolve("sweeps/one/results.csv"), "older");
    Files.delete(home.resolve("sweeps/one/curves.csv"));

    GpiclProcess changed = run(SWEEP, "--set", "mlp.learningRate=0.05", "--restart-changed");
    assertThat(changed.err()).contains("as it was are archived in");
    Path archived;
    try (Stream<Path> forms = Files.list(home.resolve("archive/one"))) {
      archived = forms.toList().get(0);
    }
    assertThat(Files.readString(archived.resolve("results.csv"))).isEqualTo(results);
    assertThat(archived.resolve("curves")).isDirectory();
    assertThat(results("one")).isNotEqualTo(results);
    assertThat(gpicl(0, "status", "one").out()).contains("Archive " + archived, "--set name=NAME");

    long trained = trained();
    Path old = archived.resolve("sweep.yaml");
    gpicl(0, "run", old.toString(), "--set", "name=before");
    assertThat(trained()).as("nothing is trained twice").isEqualTo(trained);
    assertThat(results("before")).isEqualTo(results);

    assertThat(gpicl(0, "gc", "--dry-run").out()).containsPattern("archived results +1 ");
    assertThat(gpicl(0, "rm", "one", "--yes").out()).contains("Archive " + archived);
    assertThat(home.resolve("archive")).isEmptyDirectory();
    assertThat(gpicl(0, "report", "before").out()).contains("heatmap.html");
    assertThat(results("before")).isEqualTo(results);
  }

  private String results(String sweep) throws IOException {
    return Files.readString(home.resolve("sweeps").resolve(sweep).resolve("results.csv"));
  }

  private long trained() throws IOException {
    return Files.readString(home.resolve("logs/gpicl.log"))
        .lines()
        .filter(line -> line.contains("continues from step"))
        .count();
  }

  private List<String> shards() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("shards"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
