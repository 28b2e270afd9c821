package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.Pivot;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenFigureTest {
  private final SampleSweep sample = new SampleSweep();

  ChosenFigureTest() {
    sample.hidden = List.of(16, 64);
    sample.swept.put("transformer.learningRate", List.of("0.001", "0.003", "0.01"));
    sample.swept.put("transformer.layers", List.of("1", "2"));
  }

  private ChosenFigure figure(String x, String y, List<String> panels, String... where) {
    return ChosenFigure.of(
        Grid.of(sample.sweep(), sample.outcomes()),
        new FigureChoice(x, y, "unseen", panels, List.of(where), ""));
  }

  private static List<String> texts(ChosenFigure chosen) throws Exception {
    return HeatmapFigureTest.texts(HeatmapFigureTest.parse(FigureFile.svg(chosen.figure())));
  }

  @Test
  void twoAxesAreAHeatmapWithAPanelForEachCombinationOfTheRest() throws Exception {
    ChosenFigure chosen =
        figure("hidden", "transformer.learningRate", List.of("layers"), "tasks=4096");
    assertThat(chosen.name()).isEqualTo("heatmap-hidden-learningrate-by-layers-tasks-4096");
    assertThat(texts(chosen))
        .contains("Accuracy on unseen MNIST", "layers 1", "layers 2", "hidden size")
        .contains("sample · recipe notebook · Transformer · tasks=4096 · one seed")
        .contains("transformer.learningRate", "0.001", "0.003", "0.01", "16", "64");
    assertThat(figure("hidden", "learningRate", List.of()).name())
        .isEqualTo("heatmap-hidden-learningrate");
  }

  @Test
  void theSearchedCrossingIsDrawnAlongItsAxis() throws Exception {
    SampleSweep searched = LookAtReport.boundary();
    Grid grid = Grid.of(searched.sweep(), searched.outcomes());
    GridAxes axes = GridAxes.of(searched.sweep());
    Crossings crossings = Crossings.of(grid).orElseThrow();
    Pivot pivot =
        Pivot.of(
            axes, grid.outcomes(), List.of(axes.named("hidden"), axes.named("tasks")), List.of());
    for (int column = 0; column < searched.hidden.size(); column++) {
      assertThat(crossings.among(pivot, List.of(), column))
          .usingRecursiveComparison()
          .isEqualTo(crossings.amongTasks(ModelKind.TRANSFORMER, searched.hidden.get(column)));
    }
    ChosenFigure upwards =
        ChosenFigure.of(
            grid, new FigureChoice("hidden", "tasks", "unseen", List.of(), List.of(), ""));
    assertThat(texts(upwards)).anyMatch(text -> text.endsWith("line: unseen above 2 x chance"));
    ChosenFigure sideways =
        ChosenFigure.of(
            grid, new FigureChoice("tasks", "hidden", "unseen", List.of(), List.of(), ""));
    assertThat(texts(sideways)).noneMatch(text -> text.contains("line: unseen"));
  }

  @Test
  void oneAxisIsLines() throws Exception {
    sample.seeds = List.of(0, 1, 2);
    ChosenFigure chosen = figure("learningRate", "", List.of("layers"), "tasks=4096", "hidden=64");
    assertThat(chosen.name()).startsWith("lines-learningrate-by-layers");
    assertThat(texts(chosen))
        .contains("Accuracy on unseen MNIST by transformer.learningRate", "layers 1", "layers 2")
        .contains("transformer.learningRate (logarithmic)", "0.003", "chance")
        .anyMatch(text -> text.endsWith("line: median, band: least to greatest of 3 seeds"));
  }

  @Test
  void anAxisWithoutOrderIsPoints() throws Exception {
    sample.seeds = List.of(0, 1);
    assertThat(texts(figure("model", "", List.of(), "tasks=64", "hidden=64", "model=mlp")))
        .contains("MLP")
        .anyMatch(text -> text.endsWith("point: median, bar: least to greatest of 2 seeds"));
  }

  @Test
  void withoutAxesTheyAreHiddenSizeAndTasks() {
    assertThat(figure("", "", List.of()).name()).isEqualTo("heatmap-hidden-tasks");
  }

  @Test
  void tooManyPanelsAreRefusedUnlessTheyAreNamed() {
    sample.hidden = List.of(16, 32, 64, 128, 256);
    assertThatThrownBy(() -> figure("learningRate", "layers", List.of()))
        .isInstanceOf(ChoiceException.class)
        .hasMessage(
            "tasks, hidden would make 15 panels, and a figure has at most 12. Choose values with"
                + " --where, such as --where hidden=16, or name them all with --panel tasks,hidden"
                + " to have up to 48.");
    assertThat(figure("learningRate", "layers", List.of("tasks", "hidden")).figure()).isNotNull();
  }

  @Test
  void tooManyLinesAreRefused() {
    assertThatThrownBy(() -> figure("learningRate", "", List.of("layers")))
        .isInstanceOf(ChoiceException.class)
        .hasMessage(
            "transformer.layers, tasks, hidden would make 12 lines, and a figure has at most 8."
                + " Choose values with --where, such as --where tasks=1.");
  }

  @Test
  void anAxisIsChosenOnce() {
    assertThatThrownBy(() -> figure("hidden", "tasks", List.of("hidden")))
        .isInstanceOf(ChoiceException.class)
        .hasMessage("hidden is chosen twice; --x, --y and --panel take different axes");
  }

  @Test
  void whatHasNoResultCanBeDrawn() throws Exception {
    for (String value : List.of("unseen", "loss")) {
      for (String y : List.of("tasks", "")) {
        FigureChoice choice =
            new FigureChoice("hidden", y, value, List.of(), List.of("layers=1", "tasks=1"), "");
        ChosenFigure chosen = ChosenFigure.of(Grid.of(sample.sweep(), List.of()), choice);
        assertThat(FigureFile.png(chosen.figure())).isNotEmpty();
      }
    }
  }

  @Test
  void aLossThatDivergedLeavesColoursForTheOthers() throws Exception {
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(4096L);
    sample.swept.clear();
    sample.hidden = List.of(32, 64);
    List<CellOutcome> outcomes = new ArrayList<>();
    for (CellOutcome outcome : sample.outcomes()) {
      double loss = outcome.cell().hidden() == 32 ? 5.4e24 : 1.25;
      outcomes.add(
          new CellOutcome(
              outcome.cell(),
              CellStatus.DONE,
              100,
              "",
              List.of(),
              1,
              List.of(new CurvePoint(100, loss, 0.1, 0.1, 0.1)),
              List.of(new Evaluation("train", 0.1, 1, new double[0]))));
    }
    ChosenFigure chosen =
        ChosenFigure.of(
            Grid.of(sample.sweep(), outcomes),
            new FigureChoice("", "", "loss", List.of(), List.of(), ""));
    assertThat(texts(chosen)).contains("5e24", "1.25", "3.45");
  }

  @Test
  void aFigureIsWrittenBesideTheOthersOrWhereItIsWanted(@TempDir Path folder) throws Exception {
    FigureChoice beside =
        new FigureChoice("hidden", "", "seen", List.of(), List.of("layers=1", "tasks=64"), "");
    SweepReport.Written written =
        new SweepReport().writeFigure(folder, sample.sweep(), sample.outcomes(), beside);
    assertThat(written.files())
        .containsExactly(
            folder.resolve("lines-hidden-seen-layers-1-tasks-64.png"),
            folder.resolve("lines-hidden-seen-layers-1-tasks-64.svg"));
    Path out = folder.resolve("new/figure.svg");
    FigureChoice elsewhere =
        new FigureChoice(
            "hidden", "", "seen", List.of(), List.of("layers=1", "tasks=64"), out.toString());
    new SweepReport().writeFigure(folder, sample.sweep(), sample.outcomes(), elsewhere);
    assertThat(out).content().startsWith("<?xml");
  }

  @Test
  void fewCombinationsHavePanelsInTheFiguresOfAReport(@TempDir Path folder) throws Exception {
    assertThat(heatmap(folder))
        .contains("MLP, seen MNIST", "Transformer, unseen MNIST", "learningRate 0.01, layers 2")
        .contains("sample · recipe notebook · one seed");
  }

  @Test
  void ofManyCombinationsTheFirstIsShownAndTheFigureSaysSo(@TempDir Path folder) throws Exception {
    sample.swept.put(
        "transformer.heads", IntStream.rangeClosed(1, 4).mapToObj(Integer::toString).toList());
    assertThat(heatmap(folder))
        .contains("MLP, seen MNIST", "learningRate 0.001, layers 1, heads 1")
        .noneMatch(text -> text.contains("layers 2"))
        .contains(
            "sample · recipe notebook · one seed · Transformer: the first of 24 combinations");
    assertThat(folder.resolve("positions.svg")).exists();
  }

  private List<String> heatmap(Path folder) throws Exception {
    new SweepReport().write(folder, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
    return HeatmapFigureTest.texts(
        HeatmapFigureTest.parse(Files.readAllBytes(folder.resolve("heatmap.svg"))));
  }

  @Test
  void aPdfIsOnePageOfVectorsAndTheSameEveryTime() throws Exception {
    ChosenFigure chosen = figure("hidden", "learningRate", List.of());
    byte[] pdf = FigureFile.named("a.pdf", chosen.figure());
    assertThat(FigureFile.pdf(chosen.figure())).isEqualTo(pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isOne();
      PDRectangle size = document.getPage(0).getMediaBox();
      assertThat(size.getWidth()).isEqualTo(chosen.figure().width());
      assertThat(size.getHeight()).isEqualTo(chosen.figure().height());
      BufferedImage drawn = new PDFRenderer(document).renderImage(0);
      BufferedImage png = ImageIO.read(new ByteArrayInputStream(FigureFile.png(chosen.figure())));
      // The same colours where there is no edge, at twice the resolution in the PNG.
      int alike = 0;
      for (int y = 0; y < drawn.getHeight(); y++) {
        for (int x = 0; x < drawn.getWidth(); x++) {
          alike += drawn.getRGB(x, y) == png.getRGB(2 * x + 1, 2 * y + 1) ? 1 : 0;
        }
      }
      assertThat(alike / (double) (drawn.getWidth() * drawn.getHeight())).isGreaterThan(0.9);
    }
  }
}
