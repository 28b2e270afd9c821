package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;

/** One heatmap of a figure, over two axes. */
public record HeatmapPanel(Medium medium, Side x, Side y) {

  /**
   * An axis of it.
   *
   * @param name beside the axis; null where another panel has it
   * @param labels of its values, from the left or from below
   * @param labelled whether they are written
   * @param upright whether they are turned by a quarter
   */
  public record Side(String name, List<String> labels, boolean labelled, boolean upright) {
    /** Hidden sizes, ascending. */
    public static Side hidden(List<Integer> sizes) {
      List<String> labels = sizes.stream().map(size -> Labels.grouped(size)).toList();
      return new Side("hidden size", labels, true, false);
    }

    /**
     * Numbers of tasks, ascending.
     *
     * @param first whether the panel is the first of its row, which names the axis
     */
    public static Side tasks(List<Long> counts, boolean first) {
      // Plain numbers are too wide to fit between panels, and a row shares its axis anyway.
      boolean labelled = first || Labels.powersOfTwo(counts);
      return new Side(first ? "number of tasks" : null, Labels.tasks(counts), labelled, false);
    }

    private SymbolAxis axis(Medium medium) {
      SymbolAxis axis = new SymbolAxis(name, labels.toArray(String[]::new));
      FigureStyle.style(medium, axis);
      axis.setGridBandsVisible(false);
      axis.setRange(-0.5, labels.size() - 0.5);
      axis.setTickLabelsVisible(labelled);
      axis.setVerticalTickLabels(upright);
      return axis;
    }
  }

  /**
   * @param value at column x and row y, the lowest being 0; NaN where there is none
   * @param failed whether a training failed there
   */
  public void draw(
      Graphics2D g,
      Rectangle2D area,
      String heading,
      ToDoubleBiFunction<Integer, Integer> value,
      CellStyle style,
      BiPredicate<Integer, Integer> failed) {
    XYPlot plot =
        new XYPlot(
            dataset(value),
            x.axis(medium),
            y.axis(medium),
            new HeatmapRenderer(medium, style, failed));
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
        medium.heading(),
        FigureStyle.INK);
  }

  private DefaultXYZDataset dataset(ToDoubleBiFunction<Integer, Integer> value) {
    int columns = x.labels().size();
    int cells = columns * y.labels().size();
    double[][] values = new double[3][cells];
    for (int cell = 0; cell < cells; cell++) {
      int column = cell % columns;
      int row = cell / columns;
      values[0][cell] = column;
      values[1][cell] = row;
      values[2][cell] = value.applyAsDouble(column, row);
    }
    DefaultXYZDataset dataset = new DefaultXYZDataset();
    dataset.addSeries("values", values);
    return dataset;
  }
}
