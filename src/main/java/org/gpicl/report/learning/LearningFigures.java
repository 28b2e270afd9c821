package org.gpicl.report.learning;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.medium.Medium;

/** The figures about learning that a sweep has something to show in. */
public final class LearningFigures {
  private LearningFigures() {}

  /** In the order of a report. */
  public static List<LearningFigure> of(Medium medium, Grid grid) {
    return Stream.of(
            PlateauFigure.of(medium, grid),
            PlateauLengths.of(medium, grid),
            RegimesFigure.of(medium, grid),
            CapacityFigure.of(medium, grid),
            ImageSetsFigure.of(medium, grid))
        .flatMap(Optional::stream)
        .toList();
  }
}
