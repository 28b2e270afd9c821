package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gpicl.home.files.PackagedText;
import org.jfree.chart.renderer.PaintScale;

/** The colour scale of the notebook's figure, CARTO's Brwnyl, over accuracies from 0 to 1. */
final class Brwnyl implements PaintScale {
  private static final Pattern COLOUR = Pattern.compile("\\[(\\d+), (\\d+), (\\d+)]");

  static final List<Color> COLOURS = read();

  private static final ColourRamp RAMP = new ColourRamp(COLOURS);

  /** The pages draw with the same file. */
  private static List<Color> read() {
    try {
      return COLOUR
          .matcher(PackagedText.read("static/js/palette.js"))
          .results()
          .map(rgb -> new Color(channel(rgb, 1), channel(rgb, 2), channel(rgb, 3)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int channel(MatchResult rgb, int group) {
    return Integer.parseInt(rgb.group(group));
  }

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
