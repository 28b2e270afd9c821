package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that lost its database gets its results back from the files of its sweeps. */
class RebuildIT {
  private static final String SWEEP =
      """
      name: rebuilt
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      mlp: {maxSamples: 2000, epochs: 1}
      evaluate: {maxSamples: 500}
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 1}
      """;

  private static final String OTHER =
      """
      name: other
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: [8]
      hidden: [8]
      transformer: {steps: 100000000, batch: 4, length: 6, layers: 1}
      """;

  @TempDir Path home;

  @Test
  void resultsComeBackToTheByte() throws Exception {
    run(write("rebuilt.yaml", SWEEP)).mustEndWith(0);
    Map<String, String> tables = tables();
    loseTheDatabase();
    GpiclProcess rebuilt = report("--rebuild").mustEndWith(0);
    assertThat(rebuilt.out()).contains("2 cells, 6 evaluations, 0 cells' final parameters");
    assertThat(tables()).isEqualTo(tables);
  }

  @Tag("full")
  @Test
  void whatCameBackIsNotTrainedAgain() throws Exception {
    Path file = write("rebuilt.yaml", SWEEP);
    run(file).mustEndWith(0);
    loseTheDatabase();
    assertThat(GpiclProcess.startLight(home, "report", "rebuilt").mustEndWith(2).err())
        .contains("there is no sweep rebuilt");

    report("--rebuild").mustEndWith(0);
    assertThat(report("--rebuild").mustEndWith(0).out())
        .contains("0 cells, 0 evaluations", "2 finished cells were there");

    run(file, "--set", "tasks=4,8", "--set", "models=mlp").mustEndWith(0);
    assertThat(trained()).containsExactly("mlp-n4-h8-s0", "mlp-n8-h8-s0", "transformer-n4-h8-s0");

    GpiclProcess evaluated = run(file, "--set", "evaluate.unseenTasks=16").mustEndWith(1);
    assertThat(evaluated.err())
        .contains("Evaluations of mlp-n4-h8-s0, transformer-n4-h8-s0 were left out", "--export")
        .doesNotContain("\tat ");
  }

  @Tag("full")
  @Test
  void finalParametersComeBackFromAnExportButNotFromThatOfOtherCells() throws Exception {
    Path file = write("rebuilt.yaml", SWEEP);
    run(file).mustEndWith(0);
    report("--export").mustEndWith(0);
    byte[] mlp = Files.readAllBytes(parameters("mlp-n4-h8-s0"));
    byte[] transformer = Files.readAllBytes(parameters("transformer-n4-h8-s0"));
    loseTheDatabase();
    Files.write(parameters("mlp-n4-h8-s0"), transformer);
    GpiclProcess partly = report("--rebuild").mustEndWith(1);
    assertThat(partly.err())
        .contains("2 cells, 6 evaluations, 1 cells' final parameters")
        .contains("the final parameters of mlp-n4-h8-s0", "is not of this cell");
    Files.write(parameters("mlp-n4-h8-s0"), mlp);
    assertThat(report("--rebuild").mustEndWith(0).out())
        .contains("0 cells, 0 evaluations, 1 cells' final parameters");
    Files.delete(parameters("transformer-n4-h8-s0"));
    report("--export").mustEndWith(0);
    assertThat(Files.readAllBytes(parameters("mlp-n4-h8-s0"))).isEqualTo(mlp);
    assertThat(Files.readAllBytes(parameters("transformer-n4-h8-s0"))).isEqualTo(transformer);
    run(file, "--set", "evaluate.unseenTasks=16").mustEndWith(0);
  }

  @Tag("full")
  @Test
  void filesThatDoNotFitAreToldAndLeftAlone() throws Exception {
    run(write("rebuilt.yaml", SWEEP)).mustEndWith(0);
    loseTheDatabase();
    Path results = sweep().resolve("results.csv");
    String good = Files.readString(results);
    String hash = good.lines().skip(1).findFirst().orElseThrow().split(",")[9];
    Files.writeString(results, good.replace(hash, "0".repeat(64)));
    Map<String, String> tables = tables();
    GpiclProcess other = report("--rebuild").mustEndWith(1);
    assertThat(other.err())
        .contains("Not taken: mlp-n4-h8-s0: its hash is 000000000000", "1 cells, 3 evaluations");
    assertThat(tables()).isEqualTo(tables);

    Files.writeString(results, good.replace(",done,", ",done,,"));
    assertThat(report("--rebuild").mustEndWith(2).err())
        .contains(results + ":2: 12 fields, not 11")
        .doesNotContain("\tat ");
  }

  @Tag("full")
  @Test
  void itWorksWhileAnotherSweepRuns() throws Exception {
    run(write("rebuilt.yaml", SWEEP)).mustEndWith(0);
    Map<String, String> tables = tables();
    loseTheDatabase();
    GpiclProcess running = run(write("other.yaml", OTHER));
    running.awaitStep("other", "transformer-n8-h8-s0", 1);
    assertThat(report("--rebuild").mustEndWith(0).out()).contains("2 cells, 6 evaluations");
    assertThat(tables()).isEqualTo(tables);
    assertThat(GpiclProcess.startLight(home, "report", "other", "--rebuild").mustEndWith(4).err())
        .contains("sweep other is running");
    running.terminate();
    running.mustEndWith(3);
  }

  private GpiclProcess run(Path file, String... more) throws IOException {
    return GpiclProcess.startLight(
        home,
        Stream.concat(Stream.of("run", file.toString()), Stream.of(more)).toArray(String[]::new));
  }

  private GpiclProcess report(String... more) throws IOException {
    return GpiclProcess.startLight(
        home,
        Stream.concat(Stream.of("report", "rebuilt"), Stream.of(more)).toArray(String[]::new));
  }

  private void loseTheDatabase() throws IOException {
    Files.delete(H2File.of(new Home(home).database()).path());
  }

  private Path sweep() {
    return home.resolve("sweeps").resolve("rebuilt");
  }

  private Path parameters(String key) {
    return sweep().resolve("parameters").resolve(key + ".npz");
  }

  private Map<String, String> tables() {
    return List.of("mlp_log.csv", "transformer_log.csv", "results.csv", "errors.csv", "curves.csv")
        .stream()
        .collect(Collectors.toMap(Function.identity(), name -> read(sweep().resolve(name))));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cells that were trained, each time that one began or went on. */
  private List<String> trained() throws IOException {
    return Files.readString(home.resolve("logs").resolve("gpicl.log"))
        .lines()
        .filter(line -> line.contains(" continues from step"))
        .map(line -> line.replaceAll(".*Cell (\\S+) continues.*", "$1"))
        .sorted()
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }
}
