package org.gpicl.tasks.glyphs;

import java.util.ArrayList;
import java.util.List;

/**
 * Ten characters of an invented script, as strokes: polylines through (x, y) in [-1, 1], y down.
 * The first five differ most, so that few pixels and few classes already make a task.
 */
public final class GlyphShapes {
  private static final int ARC_PIECES = 14;

  private final List<List<double[]>> strokes = new ArrayList<>();

  public GlyphShapes() {
    add(arc(0, 0, 0.62, 0.80, 0, 360));
    add(line(0.05, -0.85, -0.05, 0.85), line(-0.45, 0.85, 0.45, 0.85));
    add(line(-0.6, -0.7, 0.6, -0.7, -0.6, 0.7, 0.6, 0.7));
    add(line(-0.75, -0.05, 0.75, 0.05), line(0, -0.8, 0, 0.8));
    add(line(-0.6, -0.8, -0.6, 0.3), arc(0, 0.3, 0.6, 0.5, 0, 180), line(0.6, 0.3, 0.6, -0.8));
    add(line(-0.65, -0.75, 0.65, -0.75), line(0, -0.75, 0, 0.85));
    add(line(-0.6, -0.75, 0.6, -0.75, -0.1, 0.85));
    add(arc(0, -0.35, 0.48, 0.45, 0, 360), line(0.48, -0.35, 0.15, 0.85));
    add(line(-0.6, -0.8, 0, 0.8, 0.6, -0.8));
    add(line(-0.6, -0.8, 0, -0.05, 0.6, -0.8), line(0, -0.05, 0, 0.85));
  }

  public int classes() {
    return strokes.size();
  }

  /** The strokes of a class, each x, y, x, y, ... */
  public List<double[]> of(int label) {
    return strokes.get(label);
  }

  private void add(double[]... ofOneClass) {
    strokes.add(List.of(ofOneClass));
  }

  /** Straight lines, cut into two or more pieces so that they can bend. */
  private static double[] line(double... corners) {
    int cuts = 4;
    int pieces = corners.length / 2 - 1;
    double[] points = new double[2 * (pieces * cuts + 1)];
    for (int k = 0; k <= pieces * cuts; k++) {
      int piece = Math.min(k / cuts, pieces - 1);
      double along = (double) (k - piece * cuts) / cuts;
      for (int axis = 0; axis < 2; axis++) {
        double from = corners[2 * piece + axis];
        double to = corners[2 * piece + 2 + axis];
        points[2 * k + axis] = from + along * (to - from);
      }
    }
    return points;
  }

  /** A piece of an ellipse; angles in degrees, 0 to the right, 90 downwards. */
  private static double[] arc(
      double x, double y, double radiusX, double radiusY, double from, double to) {
    double[] points = new double[2 * (ARC_PIECES + 1)];
    for (int k = 0; k <= ARC_PIECES; k++) {
      double angle = StrictMath.toRadians(from + (to - from) * k / ARC_PIECES);
      points[2 * k] = x + radiusX * StrictMath.cos(angle);
      points[2 * k + 1] = y + radiusY * StrictMath.sin(angle);
    }
    return points;
  }
}
