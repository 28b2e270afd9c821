package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Colours from the lower end of a scale to its upper end, linear between them as Plotly does it.
 */
record ColourRamp(List<Color> colours) {
  /** The relative luminance (WCAG 2) below which white is easier to read than dark ink. */
  private static final double DARK = 0.218;

  /**
   * @param share of the way from the lower end to the upper one
   */
  Color at(double share) {
    double place = Math.max(0, Math.min(1, share)) * (colours.size() - 1);
    int from = Math.min((int) place, colours.size() - 2);
    double rest = place - from;
    Color a = colours.get(from);
    Color b = colours.get(from + 1);
    return new Color(
        mix(a.getRed(), b.getRed(), rest),
        mix(a.getGreen(), b.getGreen(), rest),
        mix(a.getBlue(), b.getBlue(), rest));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /** The colour of text that can be read on {@link #at}. */
  Color textOn(double share) {
    Color ground = at(share);
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

  /** A vertical strip of the scale, its upper end at the top. */
  void drawStrip(Graphics2D g, Rectangle2D strip) {
    int pieces = colours.size() - 1;
    double height = strip.getHeight() / pieces;
    for (int piece = 0; piece < pieces; piece++) {
      float bottom = (float) (strip.getMaxY() - piece * height);
      float top = (float) (bottom - height);
      g.setPaint(
          new GradientPaint(0, bottom, colours.get(piece), 0, top, colours.get(piece + 1), false));
      // The next piece covers what reaches into it; else a hair of paper shows between the two.
      double above = piece < pieces - 1 ? 1 : 0;
      g.fill(new Rectangle2D.Double(strip.getX(), top - above, strip.getWidth(), height + above));
    }
  }
}
