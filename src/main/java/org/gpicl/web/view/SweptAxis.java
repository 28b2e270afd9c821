package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;

@Schema(description = "A setting that a sweep varies.")
record SweptAxis(
    @Schema(description = "The key.", example = "transformer.learningRate") String path,
    @Schema(description = "The same as keys of cells abbreviate it.", example = "lr")
        String heading,
    @Schema(description = "As the sweep file has them, in its order.") List<String> values) {

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
