package org.gpicl.report.figure;

import java.util.List;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.data.xy.XYSeries;

/** Accuracy at each position of a sequence, the mean over seeds. */
final class PositionSeries {
  private PositionSeries() {}

  /** True if some seed was measured at more than one position. */
  static boolean measured(List<CellOutcome> seeds, String evaluation) {
    return seeds.stream()
        .flatMap(seed -> seed.evaluation(evaluation).stream())
        .anyMatch(e -> e.accuracyByPosition().length > 1);
  }

  /** Positions are counted from 1. */
  static XYSeries of(List<CellOutcome> seeds, String evaluation) {
    List<double[]> curves =
        seeds.stream()
            .flatMap(seed -> seed.evaluation(evaluation).stream())
            .map(e -> e.accuracyByPosition())
            .filter(positions -> positions.length > 1)
            .toList();
    XYSeries series = new XYSeries(evaluation, false, true);
    int length = curves.stream().mapToInt(curve -> curve.length).min().orElse(0);
    for (int position = 0; position < length; position++) {
      int at = position;
      series.add(
          position + 1, curves.stream().mapToDouble(curve -> curve[at]).average().orElseThrow());
    }
    return series;
  }
}
