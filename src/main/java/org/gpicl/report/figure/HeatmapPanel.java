package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;
import org.gpicl.report.grid.Labels;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;

/**
 * One heatmap of a figure, over hidden size and number of tasks.
 *
 * @param tasks ascending
 * @param hidden ascending
 */
public record HeatmapPanel(List<Long> tasks, List<Integer> hidden) {

  /**
   * @param first whether it is the first of its row, which names the axis
   * @param value by number of tasks and hidden size; NaN where there is none
   * @param failed whether a training failed there
   */
  public void draw(
      Graphics2D g,
      Rectangle2D area,
      boolean first,
      String heading,
      ToDoubleBiFunction<Long, Integer> value,
      CellStyle style,
      BiPredicate<Long, Integer> failed) {
    SymbolAxis xAxis = axis("hidden size", hidden.stream().map(h -> Labels.grouped(h)).toList());
    SymbolAxis yAxis = axis(first ? "number of tasks" : null, Labels.tasks(tasks));
    // Plain numbers are too wide to fit between panels, and a row shares its axis anyway.
    yAxis.setTickLabelsVisible(first || Labels.powersOfTwo(tasks));
    XYPlot plot =
        new XYPlot(
            dataset(value),
            xAxis,
            yAxis,
            new HeatmapRenderer(style, (x, y) -> failed.test(tasks.get(y), hidden.get(x))));
    FigureStyle.style(plot);
    plot.setBackgroundPaint(FigureStyle.SAND);
    plot.setRangeGridlinesVisible(false);
    AxisSpace none = new AxisSpace();
    plot.setFixedDomainAxisSpace(none);
    plot.setFixedRangeAxisSpace(none);
    plot.draw(g, area, null, null, null);
    FigureStyle.text(
        g,
        heading,
        area.getCenterX(),
        area.getMinY() - 9,
        TextAnchor.BASELINE_CENTER,
        FigureStyle.HEADING,
        FigureStyle.INK);
  }

  private static SymbolAxis axis(String label, List<String> symbols) {
    SymbolAxis axis = new SymbolAxis(label, symbols.toArray(String[]::new));
    FigureStyle.style(axis);
    axis.setGridBandsVisible(false);
    axis.setRange(-0.5, symbols.size() - 0.5);
    return axis;
  }

  private DefaultXYZDataset dataset(ToDoubleBiFunction<Long, Integer> value) {
    int cells = tasks.size() * hidden.size();
    double[][] values = new double[3][cells];
    for (int cell = 0; cell < cells; cell++) {
      int x = cell % hidden.size();
      int y = cell / hidden.size();
      values[0][cell] = x;
      values[1][cell] = y;
      values[2][cell] = value.applyAsDouble(tasks.get(y), hidden.get(x));
    }
    DefaultXYZDataset dataset = new DefaultXYZDataset();
    dataset.addSeries("values", values);
    return dataset;
  }
}
