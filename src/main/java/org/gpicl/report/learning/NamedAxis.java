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

/** A horizontal axis with a name at each of some places, or at as many of them as have room. */
final class NamedAxis extends NumberAxis {
  private static final double MARGIN = 0.06;

  private final transient Medium medium;
  private final transient List<String> names;
  private final double[] places;

  /**
   * @param places ascending
   */
  NamedAxis(Medium medium, String label, double[] places, List<String> names) {
    super(label);
    this.medium = medium;
    this.places = places.clone();
    this.names = List.copyOf(names);
    FigureStyle.style(medium, this);
    double first = places[0];
    double last = places[places.length - 1];
    double margin = last > first ? MARGIN * (last - first) : 0.5;
    setRange(first - margin, last + margin);
  }

  @Override
  protected List<Tick> refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
    List<Tick> ticks = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < places.length; k++) {
      double half = FigureStyle.width(names.get(k), medium.tick()) / 2;
      double at = valueToJava2D(places[k], area, edge);
      if (at - half > free) {
        TextAnchor anchor = TextAnchor.TOP_CENTER;
        ticks.add(new NumberTick(places[k], names.get(k), anchor, anchor, 0));
        free = at + half + 8;
      }
    }
    return ticks;
  }
}
