package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.gpicl.home.files.Digests;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.report.paper.PaperReport;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into a paper. */
class PaperReportTest {
  private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

  @TempDir Path directory;

  private final SampleSweep sample = new SampleSweep();

  private PaperReport paper() {
    return paper(sample.outcomes());
  }

  private PaperReport paper(List<CellOutcome> outcomes) {
    return new PaperReport(
        directory, Grid.of(sample.sweep(), outcomes), SampleSweep.facts().program(), () -> false);
  }

  private String caption(String name) throws IOException {
    return Files.readString(directory.resolve("paper").resolve(name + "-caption.tex"));
  }

  /** The fonts of a page and of the forms in it. */
  private static List<PDFont> fonts(PDResources resources) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    for (COSName name : resources.getFontNames()) {
      fonts.add(resources.getFont(name));
    }
    for (COSName name : resources.getXObjectNames()) {
      if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
        fonts.addAll(fonts(form.getResources()));
      }
    }
    return fonts;
  }

  private static String text(PDDocument document) throws IOException {
    return new PDFTextStripper().getText(document);
  }

  private static List<TextPosition> letters(PDDocument document) throws IOException {
    List<TextPosition> letters = new ArrayList<>();
    new PDFTextStripper() {
      @Override
      protected void processTextPosition(TextPosition letter) {
        letters.add(letter);
      }
    }.getText(document);
    return letters;
  }

  /** In points; of a rotated letter, the scale along the other axis counts. */
  private static float size(TextPosition letter) {
    return Math.max(letter.getXScale(), letter.getTextMatrix().getScalingFactorY());
  }

  @ParameterizedTest
  @EnumSource
  void everyFigureIsAsWideAsTheColumnWithItsFontInItAndLettersOfSevenToNinePoints(PaperStyle style)
      throws Exception {
    sample.otherSets = List.of("fashion-mnist");
    List<Path> pdfs =
        paper().write(style, true).files().stream()
            .filter(file -> file.toString().endsWith(".pdf"))
            .toList();
    assertThat(pdfs).hasSize(7 + sample.sweep().cells().size());
    for (Path pdf : pdfs) {
      try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
        assertThat(document.getNumberOfPages()).isOne();
        assertThat((double) document.getPage(0).getMediaBox().getWidth())
            .isCloseTo(style.millimetres() * POINTS_PER_MILLIMETRE, within(0.01));
        assertThat(fonts(document.getPage(0).getResources()))
            .isNotEmpty()
            .allSatisfy(
                font -> {
                  assertThat(font.isEmbedded()).isTrue();
                  assertThat(font.getName()).endsWith("LiberationSans");
                });
        String number = pdf.getFileName().toString().startsWith("plateau") ? "1,000" : "0.8";
        assertThat(text(document)).contains(number).doesNotContain("…");
        assertThat(letters(document))
            .allSatisfy(letter -> assertThat(size(letter)).isBetween(7f, 9f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextReachesBeyondThePage(PaperStyle style) throws Exception {
    sample.tasks = LongStream.rangeClosed(0, 9).map(k -> 1L << 2 * k).boxed().toList();
    sample.hidden = IntStream.rangeClosed(4, 11).mapToObj(k -> 1 << k).toList();
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    for (int i = 0; i < outcomes.size(); i += 2) {
      CellStatus status = i % 4 == 0 ? CellStatus.FAILED : CellStatus.RUNNING;
      outcomes.set(i, sample.outcome(outcomes.get(i).cell(), status, 5, "diverged"));
    }
    for (Path file : paper(outcomes).write(style, false).files()) {
      if (file.toString().endsWith(".pdf")) {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
          float width = document.getPage(0).getMediaBox().getWidth();
          assertThat(letters(document))
              .isNotEmpty()
              .allSatisfy(letter -> assertThat(letter.getX()).isPositive())
              .filteredOn(letter -> letter.getDir() == 0)
              .allSatisfy(
                  letter ->
                      assertThat(letter.getX() + letter.getWidth())
                          .as("the right edge of %s in %s", letter, file.getFileName())
                          .isLessThanOrEqualTo(width));
        }
      }
    }
  }

  @Test
  void theTitleIsLeftToTheCaption() throws Exception {
    paper().write(PaperStyle.PAPER_WIDE, false);
    try (PDDocument pdf = Loader.loadPDF(directory.resolve("paper/heatmap-wide.pdf").toFile())) {
      assertThat(text(pdf))
          .contains("MLP, seen MNIST", "4,096", "hidden size", "Accuracy")
          .doesNotContain("Performance", "sample");
    }
  }

  @Test
  void aCaptionHasTheNumbersOfTheSweep() throws Exception {
    sample.seeds = List.of(0, 1, 2);
    List<CellOutcome> outcomes = new ArrayList<>(sample.outcomes());
    outcomes.remove(0);
    paper(outcomes).write(PaperStyle.PAPER, true);
    String hash = sample.sweep().hash();
    assertThat(caption("heatmap").lines())
        .containsExactly(
            "% gpicl 0.1.0, commit 0123abc. Sweep sample, hash " + hash + ".",
            "% The hash of each cell is in manifest.json of the sweep's folder.",
            "Accuracy of MLP and Transformer on seen MNIST and unseen MNIST tasks, by hidden size and number of training tasks.",
            "Seen tasks are those of the training, with images held out from it.",
            "Each square is the median over the seeds 0, 1 and 2.",
            "Chance is 0.10 (10 classes).",
            "Each accuracy of the MLP on seen MNIST tasks is over 1,000 images from 1 to 1,000 tasks.",
            "Each accuracy of the Transformer on seen MNIST tasks is over 1,000 sequences of 100 images from 1 to 1,000 tasks.",
            "Each accuracy of the MLP on unseen MNIST tasks is over 1,000 images from 64 tasks.",
            "Each accuracy of the Transformer on unseen MNIST tasks is over 1,000 sequences of 100 images from 64 tasks.",
            "The standard error of one training's accuracy, over evaluation tasks, is at most 0.008.",
            "35 of 36 trainings are finished.",
            "Sweep sample, recipe notebook, hash " + hash.substring(0, 12) + ".");
    assertThat(caption("positions"))
        .contains("hidden size 64", "N = 1, 64 and 4,096 training tasks")
        .contains("Lines are means over the seeds 0, 1 and 2.")
        .contains("Bands are one standard error over seeds to either side.");
    assertThat(caption("plateau")).contains("for each value of number of tasks.", "0.05 below");
    assertThat(caption("regimes")).contains("Trained with the seeds 0, 1 and 2.");
    assertThat(caption("curves/transformer-n64-h16-s1"))
        .contains("One training: Transformer, 64 tasks, hidden size 16, seed 1.", "ln 10");
  }

  @Test
  void bandsOfASingleSeedAreOverTasks() throws Exception {
    paper().write(PaperStyle.PAPER, false);
    assertThat(caption("heatmap")).contains("Each square is one training (seed 0).");
    assertThat(caption("positions"))
        .contains("Lines are of one training each (seed 0).")
        .contains("Bands are one standard error over evaluation tasks to either side.");
  }

  @Test
  void theFiguresForAScreenStayAsTheyAre() throws Exception {
    new SweepReport()
        .write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), true);
    Map<Path, String> before = files();
    for (PaperStyle style : PaperStyle.values()) {
      paper().write(style, true);
    }
    Map<Path, String> after = files();
    assertThat(after).containsAllEntriesOf(before).hasSizeGreaterThan(before.size());
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet()).allMatch(file -> file.startsWith(directory.resolve("paper")));
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        digests.put(file, Digests.sha256(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  @Test
  void equalResultsGiveEqualBytes() throws Exception {
    paper().write(PaperStyle.PAPER, false);
    Map<Path, String> first = files();
    paper().write(PaperStyle.PAPER, false);
    assertThat(files()).isEqualTo(first);
  }

  @Test
  void onlyWhatWasDrawnBeforeIsDrawnAgain() throws Exception {
    assertThat(paper().rewrite(false)).isEmpty();
    paper(List.of()).write(PaperStyle.PAPER_WIDE, false);
    assertThat(caption("heatmap")).contains("0 of 12 trainings are finished.");
    assertThat(paper().rewrite(false))
        .extracting(file -> directory.relativize(file).toString())
        .containsExactly(
            "paper/heatmap-wide.pdf",
            "paper/heatmap-caption.tex",
            "paper/positions-wide.pdf",
            "paper/positions-caption.tex",
            "paper/plateau-wide.pdf",
            "paper/plateau-caption.tex",
            "paper/plateau-length-wide.pdf",
            "paper/plateau-length-caption.tex",
            "paper/regimes-wide.pdf",
            "paper/regimes-caption.tex");
    assertThat(caption("heatmap")).contains("12 of 12 trainings are finished.");
  }

  @Test
  void aChosenFigureHasACaptionBesideIt() throws Exception {
    sample.seeds = List.of(0, 1);
    sample.swept.put("transformer.learningRate", List.of("0.001", "0.003", "0.01"));
    Path out = directory.resolve("rates.svg");
    FigureChoice choice =
        new FigureChoice(
            "learningRate",
            "",
            "unseen",
            List.of(),
            List.of("tasks=4096,64", "hidden=64"),
            out.toString());
    assertThat(paper().write(PaperStyle.PAPER, choice).files())
        .containsExactly(out, directory.resolve("rates-caption.tex"));
    assertThat(out).content().contains("width=\"84.00mm\"", "'Liberation Sans', Arial");
    assertThat(HeatmapFigureTest.texts(HeatmapFigureTest.parse(Files.readAllBytes(out))))
        .anyMatch(text -> text.contains("4,096 tasks"))
        .noneMatch(text -> text.contains("Accuracy on"));
    assertThat(directory.resolve("rates-caption.tex"))
        .content()
        .contains("Accuracy on unseen MNIST by transformer.learningRate, a line for each")
        .contains("line: median, band: least to greatest of 2 seeds", "the seeds 0 and 1")
        .contains("12 of 12 trainings are finished.");
  }

  @Test
  void axesThatTheSweepDoesNotHaveAreRefused() {
    FigureChoice choice = new FigureChoice("colour", "", "unseen", List.of(), List.of(), "");
    assertThatThrownBy(() -> paper().write(PaperStyle.PAPER, choice))
        .isInstanceOf(ChoiceException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aStopEndsIt() {
    PaperReport stopped =
        new PaperReport(
            directory,
            Grid.of(sample.sweep(), sample.outcomes()),
            SampleSweep.facts().program(),
            () -> true);
    assertThatThrownBy(() -> stopped.write(PaperStyle.PAPER, false))
        .isInstanceOf(CancellationException.class);
    assertThat(directory).isEmptyDirectory();
  }
}
