package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gpicl.home.files.Digests;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of a paper gets. */
class BundleTest {
  private static final RunFacts FACTS =
      new RunFacts(
          new RunFacts.Program("0.2.0", "abc1234"),
          new RunFacts.Host("JDK", "Linux", "CPU", ""),
          new RunFacts.Execution("vector", "Java Vector API; AMD EPYC", 2, 1),
          "",
          "",
          List.of(
              new RunFacts.ImageSetFacts("glyphs TRAIN", "glyphs", Map.of("all", "5e1f"), true)));

  @TempDir Path directory;

  private Path bundle(Sweep sweep) throws Exception {
    Path curves = Files.createDirectories(directory.resolve("curves"));
    List<Path> files =
        List.of(
            Files.writeString(directory.resolve("results.csv"), "a,b\n"),
            Files.writeString(curves.resolve("one.png"), "png"));
    return SweepReport.bundle(directory, sweep, files, FACTS);
  }

  @Test
  void theArchiveSaysHowToComputeTheSweepAgain() throws Exception {
    Sweep sweep =
        SweepFile.parse("name: paper\nrecipe: small\nimages: glyphs\n", "test", List.of());
    try (ZipFile zip = new ZipFile(bundle(sweep).toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "paper/README.md", "paper/sweep.yaml", "paper/results.csv", "paper/curves/one.png");
      assertThat(text(zip, "paper/README.md"))
          .contains("gpicl 0.2.0 (abc1234)", "engine vector (Java Vector API; AMD EPYC)")
          .contains("Get gpicl 0.2.0, commit abc1234.")
          .contains("`glyphs TRAIN`, SHA-256 5e1f")
          .contains(Digests.sha256("a,b\n") + "  results.csv");
      assertThat(SweepFile.parse(text(zip, "paper/sweep.yaml"), "test", List.of()).hash())
          .isEqualTo(sweep.hash());
      assertThat(text(zip, "paper/curves/one.png")).isEqualTo("png");
    }
    byte[] first = Files.readAllBytes(directory.resolve("paper.zip"));
    assertThat(Files.readAllBytes(bundle(sweep))).isEqualTo(first);
  }

  @Test
  void foldersOfImagesAreExpectedBesideTheSweepFile() throws Exception {
    String content = "0a".repeat(32);
    Sweep sweep =
        SweepFile.parse(
            """
            name: paper
            recipe: small
            images: {set: 'idx:/home/me/"mine"', contents: ['%s idx:/home/me/"mine"']}
            evaluate: {images: ['idx:/home/me/"mine"', 'idx:/home/you/"mine"', mnist]}
            tracking: {mlflow: "http://lab.example:5000", tensorboard: /home/me/tb}
            checkpoint: {store: /home/me/checkpoints}
            """
                .formatted(content),
            "test",
            List.of());
    try (ZipFile zip = new ZipFile(bundle(sweep).toFile())) {
      String file = text(zip, "paper/sweep.yaml");
      assertThat(file).doesNotContain("/home", "lab.example");
      assertThat(text(zip, "paper/README.md"))
          .contains("beside `sweep.yaml`", "`images/\"mine\"` (content " + content + ")")
          .contains("`images/\"mine\"-2`")
          .doesNotContain("/home");
      Path elsewhere = Files.writeString(directory.resolve("sweep.yaml"), file);
      Sweep read = SweepFile.read(elsewhere, List.of());
      assertThat(read.cells().get(0).training().images().set())
          .isEqualTo("idx:" + directory.resolve("images/\"mine\""));
      assertThat(read.cells().stream().map(Cell::hash))
          .isEqualTo(sweep.cells().stream().map(Cell::hash).toList());
    }
  }

  private static String text(ZipFile zip, String name) throws Exception {
    return new String(
        zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
