package org.gpicl.report;

import java.awt.Color;
import java.awt.GradientPaint;
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

  /** The relative luminance (WCAG 2) below which white is easier to read than dark ink. */
  private static final double DARK = 0.218;

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

  /** Linear between the seven colours, as Plotly does it. */
  static Color colour(double value) {
    double place = Math.max(0, Math.min(1, value)) * (COLOURS.size() - 1);
    int from = Math.min((int) place, COLOURS.size() - 2);
    double share = place - from;
    Color a = COLOURS.get(from);
    Color b = COLOURS.get(from + 1);
    return new Color(
        mix(a.getRed(), b.getRed(), share),
        mix(a.getGreen(), b.getGreen(), share),
        mix(a.getBlue(), b.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /** The colour of text that can be read on {@link #colour}. */
  static Color textOn(double value) {
    Color ground = colour(value);
    double luminance =
        0.2126 * linear(ground.getRed())
            + 0.7152 * linear(ground.getGreen())
            + 0.0722 * linear(ground.getBlue());
    return luminance > DARK ? FigureStyle.INK : Color.WHITE;
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  /** A vertical strip of the scale, 1 at its top. */
  static void drawStrip(Graphics2D g, Rectangle2D strip) {
    int pieces = COLOURS.size() - 1;
    double height = strip.getHeight() / pieces;
    for (int piece = 0; piece < pieces; piece++) {
      float bottom = (float) (strip.getMaxY() - piece * height);
      float top = (float) (bottom - height);
      g.setPaint(
          new GradientPaint(0, bottom, COLOURS.get(piece), 0, top, COLOURS.get(piece + 1), false));
      // The next piece covers what reaches into it; else a hair of paper shows between the two.
      double above = piece < pieces - 1 ? 1 : 0;
      g.fill(new Rectangle2D.Double(strip.getX(), top - above, strip.getWidth(), height + above));
    }
  }
}
