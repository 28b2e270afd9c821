package org.gpicl.report.figure;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * A diverging scale, CARTO's Tropic reversed, over differences: no difference is its middle, which
 * is nearly white, whatever the largest one is.
 *
 * @param most the difference that has the last colour, in either direction
 */
public record Tropic(double most) implements CellStyle {
  public static final List<Color> COLOURS =
      List.of(
          new Color(199, 93, 171),
          new Color(214, 145, 193),
          new Color(228, 193, 217),
          new Color(241, 241, 241),
          new Color(167, 211, 212),
          new Color(66, 183, 185),
          new Color(0, 155, 158));

  private static final ColourRamp RAMP = new ColourRamp(COLOURS);
  private static final double[] ENDS = {0.02, 0.05, 0.1, 0.2, 0.5};

  /** Over differences of accuracies of which none is larger than this. */
  public static Tropic over(double largest) {
    for (double end : ENDS) {
      if (largest <= end) {
        return new Tropic(end);
      }
    }
    return new Tropic(1);
  }

  @Override
  public ColourRamp ramp() {
    return RAMP;
  }

  @Override
  public double share(double value) {
    return (value / most + 1) / 2;
  }

  @Override
  public String label(double value, boolean wide) {
    return wide ? signed(value, 3) : signed(value, 2);
  }

  /** {@code +.012}, {@code -.5}, {@code 0} for what rounds to it: a difference of accuracies. */
  public static String signed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%+." + digits + "f", value);
    if (text.matches("[+-]0\\.0+")) {
      return text.substring(2);
    }
    return text.replaceFirst("^([+-])0\\.", "$1.");
  }
}
