package org.gpicl.report.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Spread;

/**
 * The colours of accuracies over training losses, the best again the darkest.
 *
 * @param least the loss that has the last colour
 * @param most the one that has the first
 */
record LossScale(double least, double most) implements CellStyle {
  private static final ColourRamp RAMP = new ColourRamp(reversed());

  /** A training that diverged would take all colours for itself. */
  private static final double MOST_OF_GUESSING = 1.5;

  private static final double NARROWEST = 0.01;

  /**
   * Over what was measured.
   *
   * @param classes of the images, whose logarithm is the loss of guessing
   */
  static LossScale over(Spread losses, int classes) {
    if (losses.empty()) {
      return new LossScale(0, Math.log(classes));
    }
    double least = losses.least();
    double limit = Math.max(MOST_OF_GUESSING * Math.log(classes), least);
    return new LossScale(least, Math.max(least + NARROWEST, Math.min(limit, losses.greatest())));
  }

  private static List<Color> reversed() {
    List<Color> colours = new ArrayList<>(Brwnyl.COLOURS);
    Collections.reverse(colours);
    return colours;
  }

  @Override
  public ColourRamp ramp() {
    return RAMP;
  }

  @Override
  public double share(double value) {
    return (value - least) / (most - least);
  }

  @Override
  public String label(double value, boolean wide) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e+0", "e").replace("e+", "e");
    }
    if (value >= 10) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return wide ? Labels.twoDigits(value) : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Of the colour bar, at a part of ten from below. */
  String tick(int tenth) {
    return String.format(
        Locale.ROOT, most - least < 0.2 ? "%.3f" : "%.2f", least + (most - least) * tenth / 10);
  }
}
