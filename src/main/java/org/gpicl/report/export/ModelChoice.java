package org.gpicl.report.export;

import java.util.List;

/**
 * Which trained models are exported.
 *
 * @param cells patterns of their keys, such as {@code transformer-*-s0}; empty for all
 * @param format how they are written
 * @param folder where; empty for the folder of the sweep
 */
public record ModelChoice(List<String> cells, ExportFormat format, String folder) {
  public ModelChoice {
    cells = List.copyOf(cells);
  }
}
