package org.gpicl.tasks.glyphs;

import java.util.Arrays;

/** A square of pixels; strokes are drawn by each pixel's distance from them, with soft edges. */
public final class GlyphCanvas {
  private final int size;
  private final double[] ink;

  public GlyphCanvas(int size) {
    this.size = size;
    this.ink = new double[size * size];
  }

  public void clear() {
    Arrays.fill(ink, 0);
  }

  /**
   * Draws a straight segment with round ends.
   *
   * @param halfWidth of the stroke, in pixels; ink fades over one pixel around it
   */
  public void piece(double x0, double y0, double x1, double y1, double halfWidth) {
    double reach = halfWidth + 0.5;
    int left = (int) Math.max(0, Math.floor(Math.min(x0, x1) - reach));
    int right = (int) Math.min(size - 1, Math.ceil(Math.max(x0, x1) + reach));
    int top = (int) Math.max(0, Math.floor(Math.min(y0, y1) - reach));
    int bottom = (int) Math.min(size - 1, Math.ceil(Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double lengthSquared = Math.max(dx * dx + dy * dy, 1e-12);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = x + 0.5 - x0;
        double py = y + 0.5 - y0;
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared));
        double ex = px - along * dx;
        double ey = py - along * dy;
        double covered = reach - Math.sqrt(ex * ex + ey * ey);
        int pixel = y * size + x;
        ink[pixel] = Math.max(ink[pixel], Math.max(0, Math.min(1, covered)));
      }
    }
  }

  /** Ink of a pixel, 0 to 1. */
  public double ink(int pixel) {
    return ink[pixel];
  }
}
