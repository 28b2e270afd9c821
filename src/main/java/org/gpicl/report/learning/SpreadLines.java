package org.gpicl.report.learning;

import java.util.Map;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.LineLook;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Lines through medians, in bands from the least to the greatest. */
final class SpreadLines {
  private static final float BAND = 0.16f;

  private final YIntervalSeriesCollection data = new YIntervalSeriesCollection();
  private final DeviationRenderer renderer = new DeviationRenderer(true, true);

  SpreadLines() {
    renderer.setAlpha(BAND);
    renderer.setDrawSeriesLineAsPath(true);
  }

  /** Adds a line; places without a value are left out. */
  void add(LineLook look, Map<Double, Spread> points) {
    int index = data.getSeriesCount();
    YIntervalSeries series = new YIntervalSeries(index, true, true);
    points.forEach(
        (x, spread) -> {
          if (!spread.empty()) {
            series.add(x, spread.median(), spread.least(), spread.greatest());
          }
        });
    data.addSeries(series);
    renderer.setSeriesPaint(index, look.colour());
    renderer.setSeriesFillPaint(index, look.colour());
    renderer.setSeriesStroke(index, look.stroke());
    renderer.setSeriesShape(index, look.mark());
  }

  XYPlot plot(ValueAxis x, ValueAxis y) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    FigureStyle.style(plot);
    return plot;
  }
}
