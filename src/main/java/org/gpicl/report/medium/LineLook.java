package org.gpicl.report.medium;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * How a line on paper differs from others: by colour, by dashes and by the mark of its points. The
 * colours are those of Okabe and Ito, which are distinct for people who see colours differently;
 * dashes and marks are distinct without any colour.
 */
public record LineLook(Color colour, Stroke stroke, Shape mark) {
  private static final float WIDTH = 1.6f;

  /** Without yellow, which is hard to see on white. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0x000000),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x666666));

  private static final float[][] DASHES = {
    {}, {6, 3}, {2, 2.5f}, {8, 2.5f, 2, 2.5f}, {11, 3}, {8, 2, 2, 2, 2, 2}, {4, 2}, {2, 4}
  };

  public static final int MOST = DASHES.length;

  /** The line of a number, from 0; after {@link #MOST} they repeat. */
  public static LineLook of(int line) {
    return new LineLook(COLOURS.get(line % MOST), stroke(DASHES[line % MOST]), markOf(line));
  }

  private static Stroke stroke(float[] dashes) {
    return dashes.length == 0
        ? new BasicStroke(WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  /** The mark of a line's points, around the origin. */
  public static Shape markOf(int line) {
    return switch (line % MOST) {
      case 0 -> new Ellipse2D.Double(-2.8, -2.8, 5.6, 5.6);
      case 1 -> new Rectangle2D.Double(-2.5, -2.5, 5, 5);
      case 2 -> polygon(3, 3.6, -90);
      case 3 -> polygon(4, 3.6, 0);
      case 4 -> polygon(3, 3.6, 90);
      case 5 -> cross(0);
      case 6 -> cross(45);
      default -> polygon(5, 3.4, -90);
    };
  }

  private static Shape polygon(int corners, double radius, double firstDegrees) {
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < corners; corner++) {
      double angle = Math.toRadians(firstDegrees + 360.0 * corner / corners);
      double x = radius * Math.cos(angle);
      double y = radius * Math.sin(angle);
      if (corner == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static Shape cross(double degrees) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.append(new Rectangle2D.Double(-3.4, -0.9, 6.8, 1.8), false);
    path.append(new Rectangle2D.Double(-0.9, -3.4, 1.8, 6.8), false);
    return AffineTransform.getRotateInstance(Math.toRadians(degrees)).createTransformedShape(path);
  }
}
