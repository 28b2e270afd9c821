package org.gpicl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether heatmaps can be read from a printer without colours. */
class GreyPrintTest {
  private static final int STEPS = 100;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void coloursGetDarkerAllTheWayToTheBest(boolean losses) {
    ColourRamp ramp = losses ? new LossScale(0, 1).ramp() : new Brwnyl().ramp();
    double first = lightness(ramp.at(losses ? 1 : 0));
    double before = first;
    for (int step = 1; step <= STEPS; step++) {
      double share = step / (double) STEPS;
      double now = lightness(ramp.at(losses ? 1 - share : share));
      assertThat(now).as("lightness at %s", share).isLessThan(before);
      before = now;
    }
    assertThat(first - before).isGreaterThan(60);
  }

  /** L* of CIELAB, 0 to 100. */
  private static double lightness(Color colour) {
    float[] linear = colour.getColorComponents(null);
    for (int i = 0; i < linear.length; i++) {
      double c = linear[i];
      linear[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    double luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    return 116 * Math.cbrt(luminance) - 16;
  }
}
