package org.gpicl.web.view;

import java.util.List;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;

/**
 * A setting that a sweep varies.
 *
 * @param path the key, such as {@code transformer.learningRate}
 * @param heading the same as keys of cells abbreviate it, such as {@code lr}
 * @param values as the sweep file has them, in its order
 */
record SweptAxis(String path, String heading, List<String> values) {

  static List<SweptAxis> of(Sweep sweep) {
    return sweep.swept().stream().map(path -> of(path, sweep.cells())).toList();
  }

  private static SweptAxis of(String path, List<Cell> cells) {
    return new SweptAxis(
        path,
        CellKey.abbreviation(new SweptSetting(path, "")),
        cells.stream().flatMap(cell -> cell.swept(path).stream()).distinct().toList());
  }
}
