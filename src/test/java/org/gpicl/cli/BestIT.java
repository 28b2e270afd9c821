package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The best cells of a sweep and a figure of them, with and without a process that owns the home.
 */
@Tag("full")
class BestIT {
  private static final String SWEEP =
      """
      name: rates
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp]
      tasks: [1]
      hidden: [2, 4]
      seeds: [0, 1]
      mlp: {steps: 40, learningRate: [0.01, 0.1], evaluateEvery: 20 steps, maxSamples: 2000}
      evaluate: {maxSamples: 500}
      """;

  @TempDir Path home;

  @Test
  void theBestCellsBecomeASweepThatHasNothingLeftToTrain() throws Exception {
    Path file = Files.writeString(home.resolve("rates.yaml"), SWEEP);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);

    Path best = home.resolve("best.yaml");
    String[] command = {"best", "rates", "--per", "hidden", "--emit", best.toString()};
    assertThat(GpiclProcess.startLight(home, command).mustEndWith(0).out())
        .contains("The best 2 of 4 places of sweep rates by unseen, within each hidden")
        .contains("(sweep rates-best, 4 cells)");
    assertThat(GpiclProcess.startLight(home, command).mustEndWith(4).err())
        .contains("best.yaml exists; choose another file, or replace it with --force");
    assertThat(
            GpiclProcess.startLight(home, "run", best.toString(), "--dry-run").mustEndWith(0).out())
        .contains("4 cells");

    Path endless =
        Files.writeString(
            home.resolve("long.yaml"),
            SWEEP.replace("rates", "long").replace("steps: 40,", "steps: 9000000,"));
    GpiclProcess running = GpiclProcess.startLight(home, "run", endless.toString());
    running.awaitStep("long", "mlp-n1-h4-lr0.01-s0", 1);
    assertThat(
            GpiclProcess.startLight(home, "report", "rates", "--x", "hidden", "--y", "learningRate")
                .mustEndWith(0)
                .out())
        .contains("heatmap-hidden-learningrate.png");
    assertThat(home.resolve("sweeps/rates/heatmap-hidden-learningrate.svg")).isNotEmptyFile();
    figuresForAPaper();
    assertThat(GpiclProcess.startLight(home, "best", "rates", "--top", "1").mustEndWith(0).out())
        .contains("The best of 4 places of sweep rates by unseen");
    assertThat(GpiclProcess.startLight(home, "report", "rates", "--x", "lr").mustEndWith(2).err())
        .contains("sweep rates has no axis lr.", "mlp.learningRate");
    running.terminate();
    running.mustEndWith(3);
  }

  private void figuresForAPaper() throws Exception {
    assertThat(
            GpiclProcess.startLight(
                    home, "report", "rates", "--x", "hidden", "--y", "lr", "--style", "paper-wide")
                .mustEndWith(2)
                .err())
        .contains("sweep rates has no axis lr.");
    String[] chosen = {
      "report", "rates", "--x", "hidden", "--y", "learningRate", "--style", "paper-wide"
    };
    assertThat(GpiclProcess.startLight(home, chosen).mustEndWith(0).out())
        .contains("heatmap-hidden-learningrate-wide.pdf", "heatmap-hidden-learningrate-caption");
    assertThat(
            GpiclProcess.startLight(home, "report", "rates", "--style", "paper")
                .mustEndWith(0)
                .out())
        .contains("heatmap.pdf", "heatmap-caption.tex")
        .doesNotContain("results.csv");
    GpiclProcess.startLight(home, "report", "rates", "--bundle").mustEndWith(0);
    try (ZipFile zip = new ZipFile(home.resolve("sweeps/rates/rates.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("rates/paper/heatmap.pdf", "rates/paper/heatmap-caption.tex")
          .contains("rates/heatmap.png");
    }
  }
}
