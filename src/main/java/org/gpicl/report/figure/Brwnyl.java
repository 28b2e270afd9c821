package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.renderer.PaintScale;

/** The colour scale of the notebook's figure, CARTO's Brwnyl, over accuracies from 0 to 1. */
final class Brwnyl implements PaintScale {
  static final List<Color> COLOURS =
      List.of(
          new Color(237, 229, 207),
          new Color(224, 194, 162),
          new Color(211, 156, 131),
          new Color(193, 118, 111),
          new Color(166, 84, 97),
          new Color(129, 55, 83),
          new Color(84, 31, 63));

  private static final ColourRamp RAMP = new ColourRamp(COLOURS);

  @Override
  public double getLowerBound() {
    return 0;
  }

  @Override
  public double getUpperBound() {
    return 1;
  }

  @Override
  public Paint getPaint(double value) {
    return colour(value);
  }

  static Color colour(double value) {
    return RAMP.at(value);
  }

  /** The colour of text that can be read on {@link #colour}. */
  static Color textOn(double value) {
    return RAMP.textOn(value);
  }

  /** A vertical strip of the scale, 1 at its top. */
  static void drawStrip(Graphics2D g, Rectangle2D strip) {
    RAMP.drawStrip(g, strip);
  }
}
