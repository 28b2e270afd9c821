package org.gpicl.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds by bisection where an accuracy crosses a threshold along one axis, for every combination of
 * the others and every seed.
 *
 * @param axis the key of the axis, such as {@code tasks}
 * @param metric the evaluation whose accuracy counts
 * @param above the threshold
 * @param timesChance whether the threshold is a multiple of the accuracy of guessing
 */
public record Boundary(String axis, String metric, double above, boolean timesChance)
    implements Search {
  private static final String TASKS = "tasks";
  private static final String HIDDEN = "hidden";

  /** The accuracy that has to be exceeded. */
  public double threshold(Cell cell) {
    return timesChance ? above / cell.model().classes() : above;
  }

  /** The value of a cell on the axis, as a sweep file writes it; empty if it has none. */
  public Optional<String> value(Cell cell) {
    return switch (axis) {
      case TASKS -> Optional.of(String.valueOf(cell.tasks()));
      case HIDDEN -> Optional.of(String.valueOf(cell.hidden()));
      default -> cell.swept(axis);
    };
  }

  /** The lines of all combinations and seeds, in grid order. */
  public List<BoundaryLine> lines(List<Cell> cells, Evidence evidence) {
    return byLine(cells).stream()
        .map(line -> BoundaryLine.of(line, above(evidence), evidence::failed))
        .toList();
  }

  private Function<Cell, Optional<Boolean>> above(Evidence evidence) {
    return cell -> evidence.accuracy(cell, metric).map(accuracy -> accuracy > threshold(cell));
  }

  private List<List<Cell>> byLine(List<Cell> cells) {
    Map<List<Object>, List<Cell>> lines = new LinkedHashMap<>();
    for (Cell cell : cells) {
      List<Object> common =
          List.of(
              cell.kind(),
              axis.equals(TASKS) ? "" : cell.tasks(),
              axis.equals(HIDDEN) ? "" : cell.hidden(),
              cell.swept().stream().filter(setting -> !setting.path().equals(axis)).toList(),
              cell.seed());
      lines.computeIfAbsent(common, key -> new ArrayList<>()).add(cell);
    }
    return List.copyOf(lines.values());
  }

  @Override
  public Choice choose(List<Cell> cells, Evidence evidence) {
    List<Training> trainings = new ArrayList<>();
    Set<Cell> spared = new HashSet<>();
    for (BoundaryLine line : lines(cells, evidence)) {
      line.needed().forEach(cell -> trainings.add(Training.whole(cell)));
      spared.addAll(line.spared());
    }
    return new Choice(trainings, spared);
  }

  @Override
  public List<Training> likely(List<Cell> cells, Evidence evidence) {
    List<Training> likely = new ArrayList<>();
    for (BoundaryLine line : lines(cells, evidence)) {
      if (line.state() == BoundaryLine.State.OPEN) {
        BoundaryLine expected = BoundaryLine.expected(line.cells(), above(evidence));
        expected.needed().stream()
            .filter(cell -> !line.needed().contains(cell))
            .forEach(cell -> likely.add(Training.whole(cell)));
      }
    }
    return likely;
  }

  /** The ends, the middles, and one cell on each side. */
  @Override
  public int most(List<Cell> cells) {
    return byLine(cells).stream().mapToInt(line -> most(line.size())).sum();
  }

  private static int most(int size) {
    int middles = 0;
    for (int gap = size - 1; gap > 1; gap = (gap + 1) / 2) {
      middles++;
    }
    return Math.min(size, 2 + middles + 2);
  }
}
