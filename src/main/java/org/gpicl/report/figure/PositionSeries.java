package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Stroke;
import java.util.List;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Accuracy at each position of a sequence, the mean over seeds, in a band of one standard error to
 * either side: over seeds where there are several, else over tasks. Few sequences are evaluated, so
 * that single positions say little: lines are smoothed, and their axis says so.
 */
public final class PositionSeries {
  private static final float BAND = 0.22f;

  /** How often each position is averaged with its neighbours. */
  private static final int ROUNDS = 4;

  private PositionSeries() {}

  /** True if some seed was measured at more than one position. */
  public static boolean measured(List<CellOutcome> seeds, String evaluation) {
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

  /** The axis of positions. */
  public static NumberAxis axis(Medium medium) {
    NumberAxis axis =
        new NumberAxis(
            "position in the sequence"
                // There, the caption says so.
                + (medium.onPaper() ? "" : " (smoothed over neighbours)"));
    FigureStyle.style(medium, axis);
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    return axis;
  }

  /**
   * Each number averaged with its neighbours, with binomial weights. The first is left as it is,
   * and those next to it have fewer neighbours: a curve may begin steeply.
   */
  static double[] smoothed(double[] numbers) {
    double[] now = numbers.clone();
    for (int round = 0; round < ROUNDS; round++) {
      double[] before = now.clone();
      for (int i = 1; i < now.length - 1; i++) {
        now[i] = (before[i - 1] + 2 * before[i] + before[i + 1]) / 4;
      }
      if (now.length > 1) {
        int last = now.length - 1;
        now[last] = (before[last - 1] + 3 * before[last]) / 4;
      }
    }
    return now;
  }

  /** A plot without lines yet. */
  public static XYPlot plot(Medium medium, ValueAxis positions, ValueAxis accuracy) {
    DeviationRenderer renderer =
        medium.onPaper() ? new SparseMarks() : new DeviationRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setAlpha(BAND);
    XYPlot plot = new XYPlot(new YIntervalSeriesCollection(), positions, accuracy, renderer);
    FigureStyle.style(plot);
    return plot;
  }

  /** Lines with a mark here and there, not where another line has one. */
  private static final class SparseMarks extends DeviationRenderer {
    private static final int EACH = 8;

    SparseMarks() {
      super(true, true);
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
      int every = Math.max(1, getPlot().getDataset().getItemCount(series) / EACH);
      return item % every == (every / 2 + series) % every;
    }
  }

  /** Adds a line; positions are counted from 1. */
  public static void add(
      XYPlot plot,
      List<CellOutcome> seeds,
      String evaluation,
      String name,
      Stroke stroke,
      Color colour) {
    List<Evaluation> measured = evaluations(seeds, evaluation);
    YIntervalSeries series = new YIntervalSeries(name, false, true);
    List<double[]> curves = measured.stream().map(e -> smoothed(e.accuracyByPosition())).toList();
    double[] overTasks =
        measured.size() == 1 ? smoothed(measured.get(0).error().byPosition()) : new double[0];
    int length = measured.stream().mapToInt(e -> e.accuracyByPosition().length).min().orElse(0);
    for (int position = 0; position < length; position++) {
      int at = position;
      Spread spread = Spread.of(curves.stream().map(curve -> curve[at]).toList());
      double error = error(spread, overTasks, position);
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

  /**
   * 0 if it is not known: then the band is as thin as nothing. That over tasks is what it is if
   * neighbouring positions err together, and too wide if they do not.
   */
  private static double error(Spread spread, double[] overTasks, int position) {
    if (spread.sorted().length > 1) {
      return spread.standardError();
    }
    return position < overTasks.length ? overTasks[position] : 0;
  }
}
