package org.gpicl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.gpicl.report.SampleSweep;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.ModelKind;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;

class PositionsFigureTest {
  private final SampleSweep sample = new SampleSweep();

  private PositionsFigure figure(List<CellOutcome> outcomes) {
    return PositionsFigure.of(Grid.of(sample.sweep(), outcomes)).orElseThrow();
  }

  private String subtitle(List<CellOutcome> outcomes) throws Exception {
    return HeatmapFigureTest.texts(HeatmapFigureTest.parse(FigureFile.svg(figure(outcomes))))
        .stream()
        .filter(text -> text.startsWith("sample ·"))
        .findFirst()
        .orElseThrow();
  }

  private static List<CellOutcome> withoutErrors(List<CellOutcome> outcomes) {
    return outcomes.stream()
        .map(
            o ->
                new CellOutcome(
                    o.cell(),
                    o.status(),
                    o.step(),
                    "",
                    o.provenance(),
                    1,
                    o.curve(),
                    o.evaluations().stream().map(e -> e.with(StandardError.UNKNOWN)).toList()))
        .toList();
  }

  @Test
  void theBandIsOverTasksForOneSeedAndOverSeedsForSeveral() throws Exception {
    assertThat(subtitle(sample.outcomes())).endsWith("one seed ± standard error over tasks");
    assertThat(subtitle(withoutErrors(sample.outcomes()))).endsWith("one seed");
    sample.seeds = List.of(0, 1, 2);
    assertThat(subtitle(withoutErrors(sample.outcomes())))
        .endsWith("mean of 3 seeds ± standard error over seeds");
  }

  @Test
  void aBandIsDrawnBesideTheLine() throws Exception {
    sample.models = List.of(ModelKind.TRANSFORMER);
    assertThat(pale(figure(sample.outcomes())))
        .isGreaterThan(20 * pale(figure(withoutErrors(sample.outcomes()))));
  }

  @Test
  void aLineIsSmoothedAndItsAxisSaysSo() throws Exception {
    assertThat(
            HeatmapFigureTest.texts(
                HeatmapFigureTest.parse(FigureFile.svg(figure(sample.outcomes())))))
        .contains("position in the sequence (smoothed over neighbours)");
    double[] noisy = {0.2, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6};
    double[] smooth = PositionSeries.smoothed(noisy);
    assertThat(smooth).hasSameSizeAs(noisy);
    assertThat(smooth[0]).isEqualTo(0.2);
    assertThat(Arrays.stream(smooth, 5, 12)).allMatch(y -> Math.abs(y - 0.5) < 0.03);
    assertThat(PositionSeries.smoothed(new double[] {0.3, 0.3, 0.3})).containsOnly(0.3, 0.3, 0.3);
    assertThat(PositionSeries.smoothed(new double[0])).isEmpty();
  }

  @Test
  void ofASweptSweepItSaysThatItIsOfTheFirstCombination() throws Exception {
    sample.swept.put("transformer.learningRate", List.of("0.001", "0.003"));
    sample.swept.put("transformer.layers", List.of("1", "2"));
    Grid grid = Grid.of(sample.sweep(), sample.outcomes()).ofFirstCombinations();
    PositionsFigure figure = PositionsFigure.of(grid).orElseThrow();
    assertThat(HeatmapFigureTest.texts(HeatmapFigureTest.parse(FigureFile.svg(figure))))
        .anyMatch(text -> text.contains("the first combination of learningRate, layers"));
  }

  /** Points of the pale orange that the band of the fewest tasks has over white. */
  private static long pale(Figure figure) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));
    long pale = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        if (colour.getRed() > 248 && colour.getGreen() > 228 && colour.getBlue() < 225) {
          pale++;
        }
      }
    }
    return pale;
  }
}
