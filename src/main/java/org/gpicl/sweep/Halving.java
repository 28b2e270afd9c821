package org.gpicl.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Synchronous successive halving (Jamieson and Talwalkar, arXiv 1502.07943): all cells are trained
 * up to a rung, a share of the best continues to the next. Cells compete with those of the same
 * model, seed, number of tasks and hidden size, unless these are drawn as well.
 *
 * @param rungs steps, ascending
 * @param keep the share that continues, above 0 and below 1
 * @param by what makes a cell better than another
 * @param dropPlateau whether cells whose loss has not left that of guessing may be dropped before
 *     the last rung: on the plateau all look alike
 * @param acrossTasks whether cells of other numbers of tasks compete
 * @param acrossHidden whether cells of other hidden sizes compete
 */
public record Halving(
    List<Long> rungs,
    double keep,
    By by,
    boolean dropPlateau,
    boolean acrossTasks,
    boolean acrossHidden)
    implements Search {
  /** A loss of at least this share of ln C is that of the plateau. */
  public static final double PLATEAU = 0.98;

  /** What makes a cell better than another. */
  public enum By {
    /** A lower training loss since the evaluation before the rung. */
    LOSS,
    /** A higher accuracy on seen tasks. */
    SEEN_ACCURACY
  }

  public Halving {
    rungs = List.copyOf(rungs);
  }

  @Override
  public Choice choose(List<Cell> cells, Evidence evidence) {
    List<Training> trainings = new ArrayList<>();
    Set<Cell> spared = new HashSet<>();
    for (List<Cell> group : groups(cells)) {
      choose(group, evidence, trainings, spared);
    }
    return new Choice(trainings, spared);
  }

  private List<List<Cell>> groups(List<Cell> cells) {
    Map<List<Object>, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      List<Object> common =
          List.of(
              cell.kind(),
              acrossTasks ? "" : cell.tasks(),
              acrossHidden ? "" : cell.hidden(),
              cell.seed());
      groups.computeIfAbsent(common, key -> new ArrayList<>()).add(cell);
    }
    return List.copyOf(groups.values());
  }

  /** Whether any cell of a model has others that it competes with. */
  public boolean hasRivals(ModelKind kind, List<Cell> cells) {
    return groups(cells).stream()
        .anyMatch(group -> group.get(0).kind() == kind && group.size() > 1);
  }

  private void choose(
      List<Cell> group, Evidence evidence, List<Training> trainings, Set<Cell> spared) {
    List<Cell> alive = group;
    for (int rung = 0; rung < rungs.size(); rung++) {
      long steps = rungs.get(rung);
      boolean known =
          alive.stream()
              .allMatch(cell -> evidence.failed(cell) || evidence.at(cell, steps).isPresent());
      if (!known) {
        alive.forEach(cell -> trainings.add(new Training(cell, steps)));
        return;
      }
      Set<Cell> kept = kept(alive, steps, rung == rungs.size() - 1, evidence);
      for (Cell cell : alive) {
        if (!kept.contains(cell)) {
          trainings.add(new Training(cell, steps));
          spared.add(cell);
        }
      }
      alive = alive.stream().filter(kept::contains).toList();
    }
    alive.forEach(cell -> trainings.add(Training.whole(cell)));
  }

  private Set<Cell> kept(List<Cell> alive, long steps, boolean last, Evidence evidence) {
    Set<Cell> kept =
        new LinkedHashSet<>(
            alive.stream()
                .sorted(Comparator.comparingDouble(cell -> badness(cell, steps, evidence)))
                .limit(survivors(alive.size()))
                .toList());
    if (!dropPlateau && !last) {
      alive.stream().filter(cell -> onPlateau(cell, steps, evidence)).forEach(kept::add);
    }
    return kept;
  }

  private int survivors(int cells) {
    return (int) Math.max(1, Math.ceil(cells * keep - 1e-9));
  }

  /** The sort is stable: of cells that are as good, the first in grid order stay. */
  private double badness(Cell cell, long steps, Evidence evidence) {
    Optional<Measured> measured = evidence.at(cell, steps);
    double badness =
        measured.map(at -> by == By.LOSS ? at.loss() : -at.seen()).orElse(Double.POSITIVE_INFINITY);
    return Double.isNaN(badness) ? Double.POSITIVE_INFINITY : badness;
  }

  private static boolean onPlateau(Cell cell, long steps, Evidence evidence) {
    return evidence
        .at(cell, steps)
        .filter(at -> at.loss() >= PLATEAU * Math.log(cell.model().classes()))
        .isPresent();
  }

  /**
   * Cells whose loss was still that of guessing at the last rung that they have reached. Which of
   * these are better is chance.
   *
   * @param kept how many of them continue, or have continued, behind it
   * @param dropped how many do not
   */
  public record Plateau(int kept, int dropped) {}

  public Plateau plateau(List<Cell> cells, Evidence evidence) {
    Set<Cell> spared = choose(cells, evidence).spared();
    int kept = 0;
    int dropped = 0;
    for (Cell cell : cells) {
      Optional<Long> last = lastReached(cell, evidence);
      if (last.isPresent() && onPlateau(cell, last.get(), evidence)) {
        if (spared.contains(cell)) {
          dropped++;
        } else {
          kept++;
        }
      }
    }
    return new Plateau(kept, dropped);
  }

  private Optional<Long> lastReached(Cell cell, Evidence evidence) {
    return rungs.stream()
        .filter(rung -> evidence.at(cell, rung).isPresent())
        .max(Comparator.naturalOrder());
  }

  @Override
  public List<Training> likely(List<Cell> cells, Evidence evidence) {
    List<Training> likely = new ArrayList<>();
    Map<Cell, Training> now = new LinkedHashMap<>();
    Choice choice = choose(cells, evidence);
    choice.trainings().forEach(training -> now.put(training.cell(), training));
    for (List<Cell> group : groups(cells)) {
      List<Training> going =
          group.stream()
              .filter(cell -> !choice.spared().contains(cell))
              .map(now::get)
              .filter(training -> !training.isWhole())
              .toList();
      int left = going.size();
      for (int rung = 0; rung < rungs.size() && left > 0; rung++) {
        long from = rungs.get(rung);
        if (from < going.get(0).steps()) {
          continue;
        }
        left = survivors(left);
        long to = rung + 1 < rungs.size() ? rungs.get(rung + 1) : Long.MAX_VALUE;
        going.stream()
            .limit(left)
            .map(Training::cell)
            .forEach(
                cell -> likely.add(new Training(cell, Math.min(to, cell.spec().steps()) - from)));
      }
    }
    return likely;
  }

  @Override
  public int most(List<Cell> cells) {
    return groups(cells).stream()
        .mapToInt(
            group -> {
              int left = group.size();
              for (int rung = 0; rung < rungs.size(); rung++) {
                left = survivors(left);
              }
              return left;
            })
        .sum();
  }
}
