package org.gpicl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gpicl.report.SampleSweep;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

public class HeatmapFigureTest {
  /** Away from the number in the middle of a cell. */
  private static final double OFF_CENTRE = 0.12;

  private static final CellStyle STYLE = new Brwnyl();

  private static BufferedImage image(Figure figure) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));
  }

  /** The colours inside a cell; x counts from the left, y from the bottom. */
  private static List<Color> colours(
      HeatmapFigure figure, int row, int column, int x, int y, int columns, int rows)
      throws IOException {
    Rectangle2D area = figure.area(row, column);
    double width = area.getWidth() / columns;
    double height = area.getHeight() / rows;
    BufferedImage image = image(figure);
    List<Color> colours = new ArrayList<>();
    for (double dy = OFF_CENTRE; dy < 0.9; dy += 0.01) {
      double px = area.getMinX() + (x + OFF_CENTRE) * width;
      double py = area.getMaxY() - (y + dy) * height;
      colours.add(
          new Color(
              image.getRGB((int) (px * FigureFile.PNG_SCALE), (int) (py * FigureFile.PNG_SCALE))));
    }
    return colours;
  }

  public static Document parse(byte[] svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  public static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void theScaleRunsThroughItsSevenColours() {
    for (int i = 0; i < 7; i++) {
      assertThat(STYLE.colour(i / 6.0)).isEqualTo(Brwnyl.COLOURS.get(i));
    }
    assertThat(STYLE.colour(1.0 / 12)).isEqualTo(new Color(231, 212, 185));
    assertThat(STYLE.colour(-1)).isEqualTo(Brwnyl.COLOURS.get(0));
    assertThat(STYLE.colour(2)).isEqualTo(Brwnyl.COLOURS.get(6));
    assertThat(STYLE.textOn(0.1)).isEqualTo(FigureStyle.INK);
    assertThat(STYLE.textOn(0.9)).isEqualTo(Color.WHITE);
  }

  @Test
  void cellsHaveTheColourOfTheirAccuracy() throws Exception {
    SampleSweep sample = new SampleSweep();
    Grid grid = Grid.of(sample.sweep(), sample.outcomes());
    HeatmapFigure figure = HeatmapFigure.seenAndUnseen(grid);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        Grid.Place place = new Grid.Place(ModelKind.values()[row], 4096, 64);
        double accuracy = grid.accuracy(place, column == 0 ? "seen" : "unseen").median();
        assertThat(colours(figure, row, column, 1, 2, 2, 3)).containsOnly(STYLE.colour(accuracy));
      }
    }
  }

  @Test
  void emptyCellsShowTheBackgroundAndAHatch() throws Exception {
    SampleSweep sample = new SampleSweep();
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    outcomes.removeIf(o -> o.cell().key().equals("mlp-n64-h16-s0"));
    HeatmapFigure figure = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), outcomes));
    List<Color> empty = colours(figure, 0, 0, 0, 1, 2, 3);
    assertThat(empty).contains(FigureStyle.SAND);
    assertThat(empty.stream().distinct().count()).as("hatched").isGreaterThan(1);
    assertThat(colours(figure, 1, 0, 0, 1, 2, 3)).doesNotContain(FigureStyle.SAND);
  }

  @Test
  void theSvgHasItsTextsAsTextAndIsTheSameEveryTime() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.seeds = List.of(0, 1);
    Grid grid = Grid.of(sample.sweep(), sample.outcomes());
    byte[] svg = FigureFile.svg(HeatmapFigure.seenAndUnseen(grid));
    Document document = parse(svg);
    assertThat(texts(document))
        .contains(
            "Performance on seen and unseen tasks",
            "MLP, seen MNIST",
            "MLP, unseen MNIST",
            "Transformer, seen MNIST",
            "Transformer, unseen MNIST",
            "hidden size",
            "Accuracy",
            "2⁰",
            "2⁶",
            "2¹²",
            "sample · recipe notebook · median of 2 seeds · chance 0.10");
    assertThat(texts(document)).containsOnlyOnce("Accuracy");
    assertThat(texts(document).stream().filter("number of tasks"::equals)).hasSize(2);
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 700 700");
    assertThat(FigureFile.svg(HeatmapFigure.seenAndUnseen(grid))).isEqualTo(svg);
  }

  @Test
  void failuresAndUnfinishedCellsAreSaid() throws Exception {
    SampleSweep sample = new SampleSweep();
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    outcomes.set(0, sample.outcome(outcomes.get(0).cell(), CellStatus.FAILED, 10, "NaN"));
    outcomes.remove(1);
    Document svg =
        parse(FigureFile.svg(HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), outcomes))));
    assertThat(texts(svg)).contains("no result", "1 failed cell", "1 cell not finished");
  }

  @Test
  void seedsOnBothSidesOfTwiceTheChanceAreMarkedAndTheirMedianIsShown() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(4096L);
    sample.hidden = List.of(16);
    sample.seeds = List.of(0, 1, 2);
    List<CellOutcome> alike = sample.outcomes();
    List<CellOutcome> outcomes = new ArrayList<>(alike);
    outcomes.set(0, withUnseen(alike.get(0), 0.95));
    HeatmapFigure figure = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), outcomes));
    assertThat(texts(parse(FigureFile.svg(figure))))
        .contains("seeds on both sides of twice the chance")
        .noneMatch(text -> text.startsWith("0.3"));
    Rectangle2D unseen = figure.area(0, 1);
    BufferedImage image = image(figure);
    int scale = FigureFile.PNG_SCALE;
    assertThat(
            new Color(
                image.getRGB(
                    (int) ((unseen.getMaxX() - 3) * scale),
                    (int) ((unseen.getMinY() + 3) * scale))))
        .isEqualTo(FigureStyle.INK);
    assertThat(
            texts(
                parse(FigureFile.svg(HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), alike))))))
        .doesNotContain("seeds on both sides of twice the chance");
  }

  @Test
  void seedsOnBothSidesAreMarkedInPanelsToo() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(64L, 4096L);
    sample.hidden = List.of(16, 64);
    sample.seeds = List.of(0, 1, 2);
    List<CellOutcome> alike = sample.outcomes();
    List<CellOutcome> outcomes = new ArrayList<>(alike);
    outcomes.set(0, withUnseen(alike.get(0), 0.95));
    assertThat(texts(parse(FigureFile.svg(panels(sample, outcomes)))))
        .contains("seeds on both sides of twice the chance");
    Rectangle2D area = panels(sample, outcomes).area(0);
    BufferedImage image = image(panels(sample, outcomes));
    int scale = FigureFile.PNG_SCALE;
    double right = area.getMinX() + area.getWidth() / 2 - 3;
    double top = area.getMinY() + area.getHeight() / 2 + 3;
    assertThat(new Color(image.getRGB((int) (right * scale), (int) (top * scale))))
        .isEqualTo(FigureStyle.INK);
    assertThat(texts(parse(FigureFile.svg(panels(sample, alike)))))
        .doesNotContain("seeds on both sides of twice the chance");
  }

  private static PanelsFigure panels(SampleSweep sample, List<CellOutcome> outcomes) {
    GridAxes axes = GridAxes.of(sample.sweep());
    Pivot pivot =
        Pivot.of(axes, outcomes, List.of(axes.named("hidden"), axes.named("tasks")), List.of());
    List<String> only = pivot.combinations().iterator().next();
    return new PanelsFigure(
        Medium.SCREEN,
        pivot,
        Optional.empty(),
        List.of(new PanelsFigure.Panel(List.of("unseen"), only, new Measure("unseen"))),
        1,
        "Unseen",
        List.of("sample"));
  }

  @Test
  void longLabelsOfTasksLeaveRoomForTheNameOfTheirAxis() {
    SampleSweep sample = new SampleSweep();
    HeatmapFigure powers = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), List.of()));
    assertThat(powers.area(0, 0).getMinX()).isEqualTo(68);
    sample.tasks = List.of(185_364L, 262_144L);
    HeatmapFigure numbers = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), List.of()));
    // The name, and white to both sides of the labels.
    assertThat(numbers.area(0, 0).getMinX())
        .isGreaterThan(FigureStyle.width("262,144", FigureStyle.TICK) + 30);
  }

  private static CellOutcome withUnseen(CellOutcome outcome, double accuracy) {
    return new CellOutcome(
        outcome.cell(),
        outcome.status(),
        outcome.step(),
        "",
        outcome.provenance(),
        1,
        outcome.curve(),
        outcome.evaluations().stream()
            .map(
                e ->
                    e.name().equals("unseen")
                        ? new Evaluation("unseen", accuracy, 1, e.accuracyByPosition())
                        : e)
            .toList());
  }

  @Test
  void onlyModelsOfTheSweepHaveRows() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(3L, 5L);
    HeatmapFigure figure = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), sample.outcomes()));
    assertThat(figure.height()).isLessThan(figure.width());
    assertThat(texts(parse(FigureFile.svg(figure))))
        .contains("Transformer, seen MNIST", "3", "5")
        .noneMatch(text -> text.startsWith("MLP"));
  }

  @Test
  void anyGridCanBeDrawn() throws Exception {
    SampleSweep single = new SampleSweep();
    single.tasks = List.of(1L);
    single.hidden = List.of(8);
    SampleSweep large = new SampleSweep();
    large.tasks = java.util.stream.LongStream.range(0, 10).map(k -> 1L << k).boxed().toList();
    large.hidden = java.util.stream.IntStream.range(0, 10).mapToObj(k -> 1 << k).toList();
    SampleSweep empty = new SampleSweep();
    empty.models = List.of();
    for (SampleSweep sample : List.of(single, large, empty)) {
      for (List<CellOutcome> outcomes : List.of(sample.outcomes(), List.<CellOutcome>of())) {
        Figure figure = HeatmapFigure.seenAndUnseen(Grid.of(sample.sweep(), outcomes));
        BufferedImage image = image(figure);
        assertThat(image.getWidth()).isEqualTo(1400);
        assertThat(image.getHeight()).isEqualTo(2 * figure.height());
      }
    }
  }
}
