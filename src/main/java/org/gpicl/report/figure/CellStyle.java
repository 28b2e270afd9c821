package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** How a heatmap shows a number. */
interface CellStyle {
  ColourRamp ramp();

  /** The place of a number on the ramp, 0 at its lower end and 1 at its upper end. */
  double share(double value);

  /**
   * @param wide whether there is room for more than three characters
   */
  String label(double value, boolean wide);

  default Color colour(double value) {
    return ramp().at(share(value));
  }

  /** The colour of text that can be read on {@link #colour}. */
  default Color textOn(double value) {
    return ramp().textOn(share(value));
  }

  /** A vertical strip of the scale, its upper end at the top. */
  default void drawStrip(Graphics2D g, Rectangle2D strip) {
    ramp().drawStrip(g, strip);
  }
}
