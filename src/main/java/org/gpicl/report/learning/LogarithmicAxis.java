package org.gpicl.report.learning;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis of logarithms of whole numbers, labelled with these: 1, 2, 5, 10 and so on, or powers of
 * ten.
 */
final class LogarithmicAxis extends NumberAxis {
  private static final int[] POWERS = {1};
  private static final int[] DIGITS = {1, 2, 5};

  /** A range from one number to so many times as much has room for powers of ten only. */
  private static final double WIDE = Math.log(200);

  private final transient Medium medium;

  LogarithmicAxis(Medium medium, String label) {
    super(label);
    this.medium = medium;
    FigureStyle.style(medium, this);
  }

  /** Shows these numbers, both above 0, with some room around them. */
  void show(double least, double most) {
    double margin = 0.04 * Math.max(Math.log(2), Math.log(most / least));
    setRange(Math.log(least) - margin, Math.log(most) + margin);
  }

  @Override
  protected List<Tick> refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
    List<Tick> ticks = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (long number : numbers()) {
      String label = FigureStyle.format("#,##0").format(number);
      double half = FigureStyle.width(label, medium.tick()) / 2;
      double at = valueToJava2D(Math.log(number), area, edge);
      if (at - half > free) {
        ticks.add(tick(number, label, TextAnchor.TOP_CENTER));
        free = at + half + 8;
      }
    }
    return ticks;
  }

  @Override
  protected List<Tick> refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
    return numbers().stream()
        .map(n -> (Tick) tick(n, FigureStyle.format("#,##0").format(n), TextAnchor.CENTER_RIGHT))
        .toList();
  }

  private static NumberTick tick(long number, String label, TextAnchor anchor) {
    return new NumberTick(Math.log(number), label, anchor, anchor, 0);
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (long power = 1; Math.log(power) <= getUpperBound(); power *= 10) {
      for (int digit : getRange().getLength() > WIDE ? POWERS : DIGITS) {
        if (getRange().contains(Math.log(digit * power))) {
          numbers.add(digit * power);
        }
      }
    }
    return numbers;
  }
}
