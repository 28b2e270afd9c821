package org.gpicl.report.figure;

import java.awt.Graphics2D;

/** Something drawn once for every format. */
public interface Figure {
  /** In units, which are pixels of a PNG at its plain resolution. */
  int width();

  int height();

  /** What it shows, for readers who cannot see it. */
  String description();

  /** The size of a unit when the figure is printed. */
  default double pointsPerUnit() {
    return 1;
  }

  void draw(Graphics2D g);
}
