package org.gpicl.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.figure.CurveFigure;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;

/**
 * The pictures of single cells. A sweep may have thousands, so each carries a stamp of what it
 * shows, and is drawn again only when that has changed.
 */
final class CurveFiles {
  /** Raised when the drawing changes, so that old pictures are drawn again. */
  private static final int DRAWING = 1;

  /** The comment that holds the stamp lies within this many bytes. */
  private static final int HEAD = 4096;

  private CurveFiles() {}

  /** The two files of a cell, or none if it has nothing to show yet. */
  static List<Path> write(Path directory, Grid grid, CellOutcome outcome) throws IOException {
    if (outcome.curve().isEmpty() && outcome.evaluations().isEmpty()) {
      return List.of();
    }
    Path png = directory.resolve(outcome.cell().key() + ".png");
    Path svg = directory.resolve(outcome.cell().key() + ".svg");
    String stamp = stamp(grid, outcome);
    if (!Files.exists(png) || !carries(svg, stamp)) {
      Figure figure = new CurveFigure(Medium.SCREEN, grid, outcome);
      // The stamp comes last: after a crash between the two, both are drawn again.
      WholeFile.write(png, FigureFile.png(figure));
      WholeFile.write(svg, FigureFile.svg(figure, stamp));
    }
    return List.of(png, svg);
  }

  private static boolean carries(Path svg, String stamp) throws IOException {
    if (!Files.exists(svg)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(svg)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(stamp);
    }
  }

  private static String stamp(Grid grid, CellOutcome outcome) {
    StringBuilder shown = new StringBuilder();
    shown.append(DRAWING).append(outcome.cell().hash());
    shown.append(outcome.status()).append(outcome.step()).append(outcome.curve());
    for (Evaluation evaluation : grid.evaluations(outcome)) {
      shown.append(grid.title(evaluation.name())).append(evaluation.accuracy());
      shown.append(Arrays.toString(evaluation.accuracyByPosition()));
      if (evaluation.error().known()) {
        // Only then is there a band, so that pictures from before it are kept.
        shown.append(Arrays.toString(evaluation.error().byPosition()));
      }
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(shown.toString().getBytes(StandardCharsets.UTF_8));
      return "shows " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
