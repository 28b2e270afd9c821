package org.gpicl.report.grid;

import java.util.List;

/**
 * What a figure is to show, as a user names it.
 *
 * @param x the axis to the right; empty for the hidden size
 * @param y the axis upwards; empty for lines, or for the number of tasks where x is empty, too
 * @param value an evaluation, or {@code loss}
 * @param panels axes whose combinations each have a panel, or a line
 * @param where values that are chosen of axes, such as {@code transformer.layers=2}
 * @param out the file; empty for one beside the sweep's other figures
 */
public record FigureChoice(
    String x, String y, String value, List<String> panels, List<String> where, String out) {
  public FigureChoice {
    panels = List.copyOf(panels);
    where = List.copyOf(where);
  }
}
