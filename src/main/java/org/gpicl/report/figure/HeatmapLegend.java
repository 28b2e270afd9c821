package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.chart.ui.TextAnchor;

/** What colours, hatches and crosses of heatmaps mean. */
final class HeatmapLegend {
  private HeatmapLegend() {}

  static void drawAccuracies(Graphics2D g, Medium medium, Rectangle2D strip) {
    new Brwnyl().drawStrip(g, strip);
    drawTitle(g, medium, strip, "Accuracy");
    PanelLayout.drawTicks(g, medium, strip, 10, 2, tenth -> tenth == 10 ? "1.0" : "0." + tenth);
  }

  static void drawTitle(Graphics2D g, Medium medium, Rectangle2D strip, String title) {
    FigureStyle.text(
        g,
        title,
        medium.onPaper() ? strip.getMaxX() + 26 : strip.getX(),
        strip.getMinY() - 9,
        medium.onPaper() ? TextAnchor.BASELINE_RIGHT : TextAnchor.BASELINE_LEFT,
        medium.label(),
        FigureStyle.INK);
  }

  /** Says what hatches and crosses mean, where there are any. */
  static void draw(Graphics2D g, Medium medium, double left, double y, List<CellOutcome> outcomes) {
    long failures = outcomes.stream().filter(outcome -> outcome.status().failed()).count();
    long done = outcomes.stream().filter(o -> o.status() == CellStatus.DONE).count();
    long skipped = outcomes.stream().filter(o -> o.status() == CellStatus.SKIPPED).count();
    long unfinished = outcomes.size() - failures - done - skipped;
    double x = key(g, medium, left, y, false, "no result");
    if (failures > 0) {
      x = key(g, medium, x, y, true, Labels.count(failures, "failed cell", "failed cells"));
    }
    if (unfinished > 0) {
      FigureStyle.text(
          g,
          Labels.count(unfinished, "cell", "cells") + " not finished",
          x,
          y,
          TextAnchor.CENTER_LEFT,
          medium.note(),
          FigureStyle.FAINT);
    }
  }

  private static double key(
      Graphics2D g, Medium medium, double x, double y, boolean cross, String meaning) {
    Rectangle2D box = new Rectangle2D.Double(x, y - 7, 20, 14);
    g.setPaint(FigureStyle.SAND);
    g.fill(box);
    HeatmapRenderer.hatch(g, box);
    if (cross) {
      HeatmapRenderer.cross(g, box, FigureStyle.INK);
    }
    FigureStyle.text(
        g, meaning, x + 26, y, TextAnchor.CENTER_LEFT, medium.note(), FigureStyle.FAINT);
    return x + 26 + g.getFontMetrics().stringWidth(meaning) + 18;
  }
}
