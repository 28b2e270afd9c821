package org.gpicl.report.figure;

import java.awt.Color;
import org.gpicl.report.grid.Labels;

/** How a heatmap shows a number. */
interface CellStyle {
  CellStyle ACCURACY =
      new CellStyle() {
        @Override
        public Color colour(double value) {
          return Brwnyl.colour(value);
        }

        @Override
        public Color textOn(double value) {
          return Brwnyl.textOn(value);
        }

        @Override
        public String label(double value, boolean wide) {
          return wide ? Labels.twoDigits(value) : Labels.twoDigitsShort(value);
        }
      };

  Color colour(double value);

  /** Of text on {@link #colour}. */
  Color textOn(double value);

  /**
   * @param wide whether there is room for more than three characters
   */
  String label(double value, boolean wide);
}
