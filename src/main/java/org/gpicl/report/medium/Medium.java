package org.gpicl.report.medium;

import java.awt.Font;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What figures are drawn for. On a screen, each has the size that suits it, and a title. On paper,
 * it is as wide as a column, its caption takes the place of a title, and its letters are of 7 to 8
 * points.
 *
 * @param paper empty for a screen
 * @param tick letters of numbers at axes, and of legends
 * @param label letters of axes' names
 * @param heading letters over a panel
 * @param note letters of remarks
 */
public record Medium(Optional<PaperStyle> paper, Font tick, Font label, Font heading, Font note) {
  public static final Medium SCREEN =
      new Medium(Optional.empty(), sans(11), sans(12), sans(13), sans(11));

  /** On paper; lines and gaps are then as thin as those on a screen look. */
  private static final int UNITS_PER_MILLIMETRE = 4;

  public static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

  private static final float SMALL = 10;
  private static final float LARGE = 11;

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final Pattern POWER = Pattern.compile("2([" + SUPERSCRIPTS + "]+)");

  public static Medium of(PaperStyle style) {
    Font letters = PaperFont.load();
    Font small = letters.deriveFont(SMALL);
    Font large = letters.deriveFont(LARGE);
    return new Medium(Optional.of(style), small, large, large, small);
  }

  private static Font sans(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  public boolean onPaper() {
    return paper.isPresent();
  }

  /** Whether there is no room for two things beside each other. */
  public boolean narrow() {
    return paper.equals(Optional.of(PaperStyle.PAPER));
  }

  /** The width of a figure, in its units. */
  public int width(int onScreen) {
    return paper.map(style -> style.millimetres() * UNITS_PER_MILLIMETRE).orElse(onScreen);
  }

  /** The size of a figure's unit when it is printed. */
  public double pointsPerUnit() {
    return onPaper() ? POINTS_PER_MILLIMETRE / UNITS_PER_MILLIMETRE : 1;
  }

  /** A label as this medium has it: the exponent of a power would be too small in print. */
  public String text(String label) {
    return onPaper() ? plain(label) : label;
  }

  /** 4,096 for 2¹². */
  public static String plain(String label) {
    return POWER
        .matcher(label)
        .replaceAll(
            power -> {
              int exponent = 0;
              for (char digit : power.group(1).toCharArray()) {
                exponent = 10 * exponent + SUPERSCRIPTS.indexOf(digit);
              }
              return String.format(Locale.ROOT, "%,d", 1L << exponent);
            });
  }
}
