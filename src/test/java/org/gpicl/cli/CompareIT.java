package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two small sweeps beside each other, asked of nobody and of the owner of the home. */
class CompareIT {
  private static final String SWEEP =
      """
      name: slow
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp]
      tasks: [1]
      hidden: [2, 4]
      seeds: [0, 1]
      mlp: {steps: 40, evaluateEvery: 20 steps, maxSamples: 2000}
      evaluate: {maxSamples: 500}
      """;

  @TempDir Path home;

  @Tag("full")
  @Test
  void twoSweepsOfAHomeAreComparedAlsoWhileAnotherRuns() throws Exception {
    run(SWEEP);
    run(SWEEP.replace("slow", "long").replace("steps: 40,", "steps: 80,").replace("2, 4", "4, 8"));

    GpiclProcess compared = GpiclProcess.startLight(home, "compare", "slow", "long").mustEndWith(0);
    assertThat(compared.out())
        .contains("A: sweep slow, recipe small, 4 of 4 cells done", "steps: 40 | 80 (2 cells)")
        .containsPattern("mlp +1 +4 +2 +0\\.\\d{3} +0\\.\\d{3} +[+-]?\\.\\d{3} .*±\\.\\d{3}")
        .contains("Only in A: 2 cells: mlp-n1-h2-s0", "Only in B: 2 cells: mlp-n1-h8-s0");
    Path files = home.resolve("comparisons/slow-vs-long");
    assertThat(files.resolve("compare.csv")).content().contains("mlp,1,4,,seen,", "mlp,1,4,0,seen");
    assertThat(files.resolve("difference.png")).isNotEmptyFile();
    assertThat(files.resolve("difference.svg")).isNotEmptyFile();

    GpiclProcess paper =
        GpiclProcess.startLight(home, "compare", "slow", "long", "--style", "paper");
    assertThat(paper.mustEndWith(0).out()).contains("paper/difference.pdf", "-caption.tex");
    assertThat(files.resolve("paper/difference.pdf")).isNotEmptyFile();

    GpiclProcess none = GpiclProcess.startLight(home, "compare", "slow", "lost").mustEndWith(2);
    assertThat(none.err()).contains("there is no sweep lost");

    Path third =
        write(SWEEP.replace("slow", "wide").replace("2, 4", "16").replace("40,", "9000000,"));
    GpiclProcess running = GpiclProcess.startLight(home, "run", third.toString());
    running.awaitStep("wide", "mlp-n1-h16-s0", 1);
    Path out = home.resolve("out");
    GpiclProcess asked =
        GpiclProcess.startLight(home, "compare", "long", "slow", "--out", out.toString());
    assertThat(asked.mustEndWith(0).out()).contains("steps: 80 | 40", out.toString());
    assertThat(out.resolve("difference.png")).isNotEmptyFile();
    GpiclProcess apart = GpiclProcess.startLight(home, "compare", "slow", "wide").mustEndWith(2);
    assertThat(apart.err()).contains("nothing in common", "hidden 2, 4", "hidden 16");
    running.terminate();
    running.mustEndWith(3);
  }

  private void run(String sweep) throws Exception {
    GpiclProcess.startLight(home, "run", write(sweep).toString()).mustEndWith(0);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("sweep.yaml"), text);
  }
}
