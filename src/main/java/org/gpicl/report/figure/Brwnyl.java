package org.gpicl.report.figure;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gpicl.home.files.PackagedText;
import org.gpicl.report.grid.Labels;

/** The colour scale of the notebook's figure, CARTO's Brwnyl, over accuracies from 0 to 1. */
record Brwnyl() implements CellStyle {
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
  public ColourRamp ramp() {
    return RAMP;
  }

  @Override
  public double share(double value) {
    return value;
  }

  @Override
  public String label(double value, boolean wide) {
    return wide ? Labels.twoDigits(value) : Labels.twoDigitsShort(value);
  }
}
