package org.gpicl.report.grid;

import jakarta.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.BoundaryLine;
import org.gpicl.sweep.Cell;

/**
 * The crossings that a sweep searches, as the pages draw them.
 *
 * @param axis the key along which it searches, such as {@code tasks}
 * @param metric the evaluation whose accuracy crosses the threshold
 * @param threshold in words, such as {@code 2 x chance}
 * @param crossings those that were found
 */
public record SearchedBoundary(
    String axis, String metric, String threshold, List<Found> crossings) {

  /**
   * Where the accuracy of one combination and seed crosses the threshold.
   *
   * @param tasks null if it is what is searched, as {@code hidden}
   * @param swept the other settings that the sweep varies, by key
   * @param state {@code found}, or {@code not monotone}
   * @param low the last value before the crossing
   * @param high the first one behind it
   */
  public record Found(
      String model,
      @Nullable Long tasks,
      @Nullable Long hidden,
      long seed,
      Map<String, String> swept,
      String state,
      String low,
      String high) {}

  public static SearchedBoundary of(Crossings searched) {
    Boundary boundary = searched.boundary();
    return new SearchedBoundary(
        boundary.axis(),
        boundary.metric(),
        searched.threshold(),
        searched.lines().stream()
            .filter(BoundaryLine::isFound)
            .map(line -> found(boundary, line))
            .toList());
  }

  private static Found found(Boundary boundary, BoundaryLine line) {
    Cell cell = line.any();
    Map<String, String> swept = new LinkedHashMap<>();
    cell.swept().stream()
        .filter(setting -> !setting.path().equals(boundary.axis()))
        .forEach(setting -> swept.put(setting.path(), setting.value()));
    return new Found(
        cell.kind().key(),
        boundary.axis().equals("tasks") ? null : Long.valueOf(cell.tasks()),
        boundary.axis().equals("hidden") ? null : Long.valueOf(cell.hidden()),
        cell.seed(),
        swept,
        line.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        boundary.value(line.cells().get(line.low())).orElseThrow(),
        boundary.value(line.cells().get(line.high())).orElseThrow());
  }
}
