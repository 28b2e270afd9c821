package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepReportTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path directory;

  private static SampleSweep small() {
    SampleSweep sample = new SampleSweep();
    sample.tasks = List.of(1L, 4096L);
    sample.hidden = List.of(64);
    sample.otherSets = List.of("fashion-mnist");
    return sample;
  }

  @Test
  void aReportRemovesWhatAKilledOneLeftHalfWritten() throws Exception {
    Path curves = Files.createDirectories(directory.resolve("curves"));
    long other = ProcessHandle.current().pid() + 1;
    Path half = Files.writeString(curves.resolve(".a.png." + other + "-1.part"), "half");
    SampleSweep sample = small();
    new SweepReport()
        .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
    assertThat(half).doesNotExist();
  }

  @Test
  void everyFileIsThere() throws Exception {
    SampleSweep sample = small();
    var written =
        new SweepReport()
            .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), true);
    assertThat(written.messages()).isEmpty();
    assertThat(written.files()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(written.files())
        .extracting(file -> directory.relativize(file).toString())
        .containsExactly(
            "mlp_log.csv",
            "transformer_log.csv",
            "results.csv",
            "errors.csv",
            "curves.csv",
            "plateau.csv",
            "results.parquet",
            "curves.parquet",
            "manifest.json",
            "heatmap.html",
            "heatmap.png",
            "heatmap.svg",
            "heatmap-unseen-fashion-mnist.png",
            "heatmap-unseen-fashion-mnist.svg",
            "positions.png",
            "positions.svg",
            "plateau.png",
            "plateau.svg",
            "plateau-length.png",
            "plateau-length.svg",
            "regimes.png",
            "regimes.svg",
            "image-sets.png",
            "image-sets.svg",
            "curves/mlp-n1-h64-s0.png",
            "curves/mlp-n1-h64-s0.svg",
            "curves/mlp-n4096-h64-s0.png",
            "curves/mlp-n4096-h64-s0.svg",
            "curves/transformer-n1-h64-s0.png",
            "curves/transformer-n1-h64-s0.svg",
            "curves/transformer-n4096-h64-s0.png",
            "curves/transformer-n4096-h64-s0.svg");
    assertThat(HeatmapFigureTest.texts(svg("positions.svg")))
        .contains("Accuracy by position", "N = 2⁰", "N = 2¹²", "seen", "unseen", "chance");
    assertThat(HeatmapFigureTest.texts(svg("curves/transformer-n4096-h64-s0.svg")))
        .contains(
            "training loss",
            "ln 10",
            "unseen Fashion-MNIST",
            "position in the sequence (smoothed over neighbours)");
    assertThat(HeatmapFigureTest.texts(svg("curves/mlp-n1-h64-s0.svg")))
        .contains("training loss")
        .doesNotContain("position in the sequence (smoothed over neighbours)");
  }

  private org.w3c.dom.Document svg(String name) throws Exception {
    return HeatmapFigureTest.parse(Files.readAllBytes(directory.resolve(name)));
  }

  @Test
  void aReportOfAnEarlierProgramIsWholeWithoutParquetFiles() throws Exception {
    SampleSweep sample = small();
    new SweepReport()
        .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
    assertThat(SweepReport.existing(directory, sample.sweep()).orElseThrow())
        .contains(directory.resolve("results.parquet"), directory.resolve("curves.parquet"));
    Files.delete(directory.resolve("results.parquet"));
    Files.delete(directory.resolve("curves.parquet"));
    assertThat(SweepReport.existing(directory, sample.sweep()).orElseThrow())
        .contains(directory.resolve("results.csv"))
        .allMatch(Files::isRegularFile);
  }

  @Test
  void parquetFilesOfOtherCellsDoNotStayBesideTheTablesOfTheseCells() throws Exception {
    SampleSweep sample = small();
    new SweepReport()
        .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
    sample.seeds = List.of(1);
    new SweepReport().writeManifest(directory, sample.sweep(), List.of(), SampleSweep.facts());
    assertThat(directory).isDirectoryNotContaining("glob:**.parquet");
  }

  @Test
  void onlyChangedCellsAreDrawnAgain() throws Exception {
    SampleSweep sample = small();
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    outcomes.set(0, sample.outcome(outcomes.get(0).cell(), CellStatus.RUNNING, 10_000, ""));
    var report = new SweepReport();
    report.write(directory, sample.sweep(), outcomes, SampleSweep.facts(), true);
    Path changed = directory.resolve("curves/mlp-n1-h64-s0.png");
    Path same = directory.resolve("curves/mlp-n4096-h64-s0.png");
    Path lost = directory.resolve("curves/transformer-n1-h64-s0.png");
    Files.setLastModifiedTime(changed, LONG_AGO);
    Files.setLastModifiedTime(same, LONG_AGO);
    Files.delete(lost);
    report.write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), true);
    assertThat(Files.getLastModifiedTime(changed)).isNotEqualTo(LONG_AGO);
    assertThat(Files.getLastModifiedTime(same)).isEqualTo(LONG_AGO);
    assertThat(lost).exists();
  }

  @Test
  void aSweepWithoutAnyResultCanBeReported() throws Exception {
    SampleSweep sample = small();
    var written =
        new SweepReport().write(directory, sample.sweep(), List.of(), SampleSweep.facts(), true);
    assertThat(directory.resolve("heatmap.png")).exists();
    assertThat(directory.resolve("positions.png")).doesNotExist();
    assertThat(directory.resolve("plateau.png")).doesNotExist();
    assertThat(written.files()).noneMatch(file -> file.toString().contains("curves/"));
    assertThat(directory.resolve("results.csv")).content().contains("mlp,1,64,0,,,,0,pending,");
  }

  @Test
  void withoutFontsThereIsAMessageAndThePage() throws Exception {
    SampleSweep sample = small();
    var written =
        new SweepReport(() -> Optional.of("no fonts"), () -> false)
            .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), true);
    assertThat(written.messages()).containsExactly("no fonts");
    assertThat(directory.resolve("heatmap.html")).exists();
    assertThat(directory.resolve("heatmap.png")).doesNotExist();
  }

  @Test
  void theManifestSaysWhatWasRunWhereAndWhen() throws Exception {
    SampleSweep sample = small();
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    outcomes.set(1, sample.outcome(outcomes.get(1).cell(), CellStatus.FAILED, 5, "NaN \"loss\""));
    new SweepReport().write(directory, sample.sweep(), outcomes, SampleSweep.facts(), false);
    JsonNode manifest =
        JsonMapper.builder().build().readTree(Files.readString(directory.resolve("manifest.json")));
    assertThat(manifest.get("resolvedSweepFile").asString()).isEqualTo("name: sample\n");
    assertThat(manifest.get("sweepHash").asString()).isEqualTo(sample.sweep().hash());
    assertThat(manifest.get("program").get("gitCommit").asString()).isEqualTo("0123abc");
    assertThat(manifest.get("machine").get("cpu").asString()).isEqualTo("a CPU");
    assertThat(manifest.get("execution").get("workers").asInt()).isEqualTo(2);
    assertThat(manifest.get("imageSets").get(0).get("verified").asBoolean()).isTrue();
    JsonNode failed = manifest.get("cells").get(1);
    assertThat(failed.get("hash").asString()).isEqualTo(outcomes.get(1).cell().hash());
    assertThat(failed.get("failure").asString()).isEqualTo("NaN \"loss\"");
    assertThat(failed.get("trainingSeconds").asDouble()).isEqualTo(0.05);
    assertThat(directory.resolve("curves")).doesNotExist();
  }

  @Test
  void evaluationSetsWithForeignNamesStayInTheFolder() throws Exception {
    SampleSweep sample = small();
    sample.otherSets = List.of("idx:../../elsewhere", "idx:..", "<b>&\"");
    var written =
        new SweepReport()
            .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
    assertThat(written.files())
        .allSatisfy(file -> assertThat(file.normalize().getParent()).isEqualTo(directory))
        .doesNotHaveDuplicates();
    assertThat(HeatmapFigureTest.texts(svg("heatmap-unseen-b.svg")))
        .contains("Transformer, unseen <b>&\"");
  }
}
