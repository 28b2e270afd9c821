package org.gpicl.report.grid;

import java.util.List;

/**
 * Which cells are wanted as the best ones.
 *
 * @param by an evaluation, or {@code loss}
 * @param per the axis within each of whose values they are the best; empty for all cells together
 * @param top how many
 * @param least whether the least value is the best one, as it is of a loss anyway
 * @param where values that are chosen of axes
 */
public record BestChoice(String by, String per, int top, boolean least, List<String> where) {
  public BestChoice {
    where = List.copyOf(where);
  }
}
