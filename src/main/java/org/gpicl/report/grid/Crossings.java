package org.gpicl.report.grid;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.BoundaryLine;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/**
 * Where an accuracy crosses a threshold, as far as the search for it has come.
 *
 * @param lines of all combinations and seeds that have the searched axis, in grid order
 */
public record Crossings(Boundary boundary, List<BoundaryLine> lines) {
  private static final String TASKS = "tasks";

  /** Empty for a sweep that searches none. */
  public static Optional<Crossings> of(Grid grid) {
    return of(grid.sweep(), new GridEvidence(grid));
  }

  /** The same by what else is known of the cells. */
  public static Optional<Crossings> of(Sweep sweep, Search.Evidence evidence) {
    if (!(sweep.search() instanceof Boundary boundary)) {
      return Optional.empty();
    }
    List<BoundaryLine> lines =
        boundary.lines(sweep.cells(), evidence).stream()
            .filter(line -> boundary.value(line.any()).isPresent())
            .toList();
    return Optional.of(new Crossings(boundary, lines));
  }

  /** What the line over a heatmap is, such as {@code line: unseen above 2 x chance}. */
  public String key() {
    return "line: " + boundary.metric() + " above " + threshold();
  }

  /** The threshold in words, such as {@code 2 x chance}. */
  public String threshold() {
    String number = String.format(Locale.ROOT, "%.3g", boundary.above());
    String shortest = number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
    return boundary.timesChance() ? shortest + " x chance" : shortest;
  }

  /**
   * Where the seeds cross along the numbers of tasks, as places among these: 2.5 is between the
   * third and the fourth. Of nothing where none is found, or along another axis.
   */
  public Spread amongTasks(ModelKind kind, int hidden) {
    return Spread.of(
        lines.stream()
            .filter(line -> boundary.axis().equals(TASKS) && line.isFound())
            .filter(line -> line.any().kind() == kind && line.any().hidden() == hidden)
            .map(line -> (line.low() + line.high()) / 2.0)
            .toList());
  }

  /** Whether what is searched is where a measure crosses along an axis. */
  public boolean isAlong(GridAxis axis, Measure measure) {
    return boundary.axis().equals(axis.name()) && boundary.metric().equals(measure.name());
  }

  /**
   * Where the seeds of a combination cross in a column of a heatmap, as places among the values of
   * the searched axis: 2.5 is between the third and the fourth. Without crossings between values
   * that the heatmap leaves out.
   *
   * @param pivot over two axes, the second of which is searched
   */
  public Spread among(Pivot pivot, List<String> combination, int column) {
    GridAxis x = pivot.on(0);
    Set<Cell> cells =
        pivot.outcomes(combination).stream()
            .map(CellOutcome::cell)
            .filter(cell -> x.of(cell).filter(x.values().get(column)::equals).isPresent())
            .collect(Collectors.toSet());
    return Spread.of(
        lines.stream()
            .filter(line -> line.isFound() && line.cells().stream().anyMatch(cells::contains))
            .map(line -> places(pivot.on(1), line))
            .filter(places -> !places.contains(-1))
            .map(places -> (places.get(0) + places.get(1)) / 2.0)
            .toList());
  }

  private static List<Integer> places(GridAxis axis, BoundaryLine line) {
    return Stream.of(line.low(), line.high())
        .map(at -> axis.values().indexOf(axis.of(line.cells().get(at)).orElse("")))
        .toList();
  }
}
