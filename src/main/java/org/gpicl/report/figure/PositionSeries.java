package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Stroke;
import java.util.List;
import org.gpicl.report.grid.Spread;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Accuracy at each position of a sequence, the mean over seeds, in a band of one standard error to
 * either side: over seeds where there are several, else over tasks.
 */
final class PositionSeries {
  private static final float BAND = 0.22f;

  private PositionSeries() {}

  /** True if some seed was measured at more than one position. */
  static boolean measured(List<CellOutcome> seeds, String evaluation) {
    return !evaluations(seeds, evaluation).isEmpty();
  }

  /** Whether there is a band. */
  static boolean sure(List<CellOutcome> seeds, String evaluation) {
    List<Evaluation> measured = evaluations(seeds, evaluation);
    return measured.size() > 1 || measured.stream().anyMatch(e -> e.error().known());
  }

  private static List<Evaluation> evaluations(List<CellOutcome> seeds, String evaluation) {
    return seeds.stream()
        .flatMap(seed -> seed.evaluation(evaluation).stream())
        .filter(e -> e.accuracyByPosition().length > 1)
        .toList();
  }

  /** A plot without lines yet. */
  static XYPlot plot(ValueAxis positions, ValueAxis accuracy) {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setAlpha(BAND);
    XYPlot plot = new XYPlot(new YIntervalSeriesCollection(), positions, accuracy, renderer);
    FigureStyle.style(plot);
    return plot;
  }

  /** Adds a line; positions are counted from 1. */
  static void add(
      XYPlot plot,
      List<CellOutcome> seeds,
      String evaluation,
      String name,
      Stroke stroke,
      Color colour) {
    List<Evaluation> measured = evaluations(seeds, evaluation);
    YIntervalSeries series = new YIntervalSeries(name, false, true);
    int length = measured.stream().mapToInt(e -> e.accuracyByPosition().length).min().orElse(0);
    for (int position = 0; position < length; position++) {
      int at = position;
      Spread spread = Spread.of(measured.stream().map(e -> e.accuracyByPosition()[at]).toList());
      double error = error(measured, spread, position);
      series.add(position + 1, spread.mean(), spread.mean() - error, spread.mean() + error);
    }
    YIntervalSeriesCollection data = (YIntervalSeriesCollection) plot.getDataset();
    data.addSeries(series);
    int index = data.getSeriesCount() - 1;
    DeviationRenderer renderer = (DeviationRenderer) plot.getRenderer();
    renderer.setSeriesPaint(index, colour);
    renderer.setSeriesFillPaint(index, colour);
    renderer.setSeriesStroke(index, stroke);
  }

  /** 0 if it is not known: then the band is as thin as nothing. */
  private static double error(List<Evaluation> measured, Spread spread, int position) {
    if (measured.size() > 1) {
      return spread.standardError();
    }
    double[] overTasks = measured.get(0).error().byPosition();
    return position < overTasks.length ? overTasks[position] : 0;
  }
}
