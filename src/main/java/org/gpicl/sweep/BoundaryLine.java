package org.gpicl.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The cells of one combination and seed along the axis of a {@link Boundary}, and how far the
 * search on them has come.
 *
 * <p>The ends come first, then the middle of what is left, until two neighbours lie on different
 * sides; at last one cell on each side of these, to see whether there is one crossing only. Only
 * results on this path count, so that it does not depend on what else was trained.
 *
 * @param cells along the axis, ascending
 * @param needed those that the search has asked for
 * @param state how far it has come
 * @param low index of the last cell before the crossing, if it was found
 * @param high index of the first behind it
 * @param falls whether the first cell lies above the threshold
 */
public record BoundaryLine(
    List<Cell> cells, Set<Cell> needed, State state, int low, int high, boolean falls) {

  /** How far the search on a line has come. */
  public enum State {
    /** It waits for results. */
    OPEN,
    /** Two neighbours lie on different sides, and so do their neighbours. */
    FOUND,
    /** As found, but a neighbour lies on the wrong side. */
    NOT_MONOTONE,
    /** Both ends are below. */
    BELOW,
    /** Both ends are above. */
    ABOVE,
    /** A cell that is needed has failed. */
    FAILED
  }

  /** Which side a cell is on; empty if that is not known. */
  private static final class Walk {
    private final List<Cell> cells;
    private final Function<Cell, Optional<Boolean>> above;
    private final Function<Cell, Boolean> failed;
    private final Set<Cell> needed = new LinkedHashSet<>();

    Walk(
        List<Cell> cells, Function<Cell, Optional<Boolean>> above, Function<Cell, Boolean> failed) {
      this.cells = cells;
      this.above = above;
      this.failed = failed;
    }

    private Optional<Boolean> above(int index) {
      needed.add(cells.get(index));
      return above.apply(cells.get(index));
    }

    BoundaryLine walk() {
      int low = 0;
      int high = cells.size() - 1;
      Optional<Boolean> first = above(low);
      Optional<Boolean> last = above(high);
      if (first.isEmpty() || last.isEmpty()) {
        return line(waiting(), low, high);
      }
      if (first.equals(last)) {
        return line(first.get() ? State.ABOVE : State.BELOW, low, high);
      }
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        Optional<Boolean> side = above(middle);
        if (side.isEmpty()) {
          return line(waiting(), low, high);
        }
        if (side.equals(first)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return checked(low, high, first, last);
    }

    private BoundaryLine checked(
        int low, int high, Optional<Boolean> first, Optional<Boolean> last) {
      Optional<Boolean> before = low > 0 ? above(low - 1) : first;
      Optional<Boolean> behind = high < cells.size() - 1 ? above(high + 1) : last;
      if (before.isEmpty() || behind.isEmpty()) {
        return line(waiting(), low, high);
      }
      boolean monotone = before.equals(first) && behind.equals(last);
      return line(monotone ? State.FOUND : State.NOT_MONOTONE, low, high);
    }

    private State waiting() {
      return needed.stream().anyMatch(failed::apply) ? State.FAILED : State.OPEN;
    }

    private BoundaryLine line(State state, int low, int high) {
      boolean falls = above.apply(cells.get(0)).orElse(false);
      return new BoundaryLine(cells, needed, state, low, high, falls);
    }
  }

  static BoundaryLine of(
      List<Cell> cells, Function<Cell, Optional<Boolean>> above, Function<Cell, Boolean> failed) {
    return new Walk(cells, above, failed).walk();
  }

  /** The same search if what is not known yet were so that all of its cells are needed. */
  static BoundaryLine expected(List<Cell> cells, Function<Cell, Optional<Boolean>> above) {
    Cell first = cells.get(0);
    return of(
        cells, cell -> above.apply(cell).or(() -> Optional.of(!cell.equals(first))), cell -> false);
  }

  /** Whether two neighbours lie on different sides. */
  public boolean isFound() {
    return state == State.FOUND || state == State.NOT_MONOTONE;
  }

  /** The cells that the search does not need, and will not need however it comes out. */
  Set<Cell> spared() {
    Set<Cell> spared = new HashSet<>(cells);
    spared.removeAll(needed);
    if (state == State.OPEN) {
      cells.subList(Math.max(0, low - 1), Math.min(cells.size(), high + 2)).forEach(spared::remove);
    }
    return spared;
  }

  /** Any of its cells, for what they have in common. */
  public Cell any() {
    return cells.get(0);
  }

  /** The needed cells in the order of the axis. */
  List<Cell> inOrder() {
    List<Cell> inOrder = new ArrayList<>(cells);
    inOrder.retainAll(needed);
    return inOrder;
  }
}
