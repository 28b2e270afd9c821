package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.bench.peer.FakePython;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("numbers")
class BenchCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... options) {
    List<String> arguments = new ArrayList<>(List.of("bench"));
    arguments.addAll(List.of(options));
    CommandLine line = Gpicl.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void whatWasMeasuredIsPrintedAndWrittenForPrograms() throws Exception {
    JsonNode sections = measured("mlp", "mlp");
    assertThat(out.toString()).containsPattern("h=2 +\\d");
    assertThat(sections.get(0).get("rows").get(0).propertyNames())
        .contains("vector ms", "GFLOP/s", "matrix GFLOP/s", "of it")
        .doesNotContain("ratio");
  }

  @Tag("full")
  @Test
  void whatElseAStepWaitsForIsMeasuredToo() throws Exception {
    measured("sequences,checkpoints", "sequences", "shards", "checkpoints");
    assertThat(out.toString()).containsPattern("100 images of 784 +\\d");
  }

  private JsonNode measured(String parts, String... expected) throws IOException {
    Path json = directory.resolve("bench.json");
    int exit = bench("--only=" + parts, "--widths=2", "--seconds=0.01", "--json=" + json);
    assertThat(exit).as(err.toString()).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("processor: ", "engine: vector", "OpenBLAS");
    JsonNode sections = JsonMapper.shared().readTree(Files.readString(json)).get("sections");
    assertThat(sections)
        .extracting(section -> section.get("section").stringValue())
        .containsExactly(expected);
    for (JsonNode section : sections) {
      assertThat(section.get("rows")).as(section.toString()).isNotEmpty();
      for (JsonNode row : section.get("rows")) {
        row.properties().stream()
            .filter(number -> !number.getKey().equals("name"))
            .forEach(
                number ->
                    assertThat(number.getValue().doubleValue())
                        .as(number.toString())
                        .isPositive()
                        .isFinite());
      }
    }
    return sections;
  }

  @Test
  void anUnknownPartIsRefusedWithThoseThatThereAre() {
    assertThat(bench("--only=everything")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("everything", "STEPS", "SEQUENCES");
  }

  @Test
  void aWidthOfNothingIsRefused() {
    assertThat(bench("--widths=0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--widths must be whole numbers of at least 1");
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeAnythingIsMeasured() {
    Path nowhere = directory.resolve("nowhere").resolve("bench.json");
    assertThat(bench("--json=" + nowhere)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--json " + nowhere).doesNotContain("measuring");
  }

  @Test
  void withoutItsClassesAYardstickIsRefusedInASentence() {
    assertThat(bench("--libtorch")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualToNormalizingWhitespace(
            "libtorch is not part of the program: `./gpicl bench --libtorch` in a checkout builds what it needs.");
  }

  @Test
  void aPeerThatTrainsSomethingElseIsFoundOutBeforeAnythingIsMeasured() throws IOException {
    assertThat(bench("--peer=python", "--python=" + FakePython.serving(directory)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).contains("PyTorch: 2.15.0, MKL, oneDNN");
    assertThat(err.toString())
        .contains("vector and PyTorch do not train the same", "Nothing was measured")
        .doesNotContain("measuring");
  }

  @Test
  void aPeerIsComparedInStepsOnly() {
    assertThat(bench("--peer=python", "--only=workers")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--peer compares steps, lstm and mlp, nothing else");
  }

  @Test
  void twoYardsticksAtOnceAreRefused() {
    assertThat(bench("--peer=python", "--libtorch")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--peer and --libtorch");
  }
}
