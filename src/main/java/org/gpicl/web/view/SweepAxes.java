package org.gpicl.web.view;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * What a sweep varies.
 *
 * @param swept beside models, tasks, hidden sizes and seeds, in the order of the sweep file's keys
 */
record SweepAxes(
    List<String> models,
    List<Long> tasks,
    List<Long> hidden,
    List<Long> seeds,
    List<SweptAxis> swept) {

  static SweepAxes of(Sweep sweep) {
    return new SweepAxes(
        sweep.cells().stream().map(cell -> cell.kind().key()).distinct().toList(),
        List.copyOf(numbers(sweep, Cell::tasks)),
        List.copyOf(numbers(sweep, cell -> (long) cell.hidden())),
        List.copyOf(numbers(sweep, cell -> (long) cell.seed())),
        SweptAxis.of(sweep));
  }

  private static Collection<Long> numbers(Sweep sweep, Function<Cell, Long> of) {
    TreeSet<Long> ascending = new TreeSet<>();
    sweep.cells().forEach(cell -> ascending.add(of.apply(cell)));
    return ascending;
  }
}
