package org.gpicl.store.cell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/**
 * What is left to train of a sweep. A search that looks at results asks for more while they come
 * in; what it asks for is as far as is known now.
 */
public final class RemainingTrainings {
  private final CellTables tables;

  RemainingTrainings(CellTables tables) {
    this.tables = tables;
  }

  /** The cells that are needed and not done, as far as is known now. */
  public List<Cell> unfinished(Sweep sweep) {
    return those(sweep, row -> row.status() != CellStatus.DONE).stream()
        .map(Search.Training::cell)
        .toList();
  }

  /** What a run trains without being asked to retry, as far as is known now. */
  public List<Search.Training> toTrain(Sweep sweep) {
    return those(sweep, CellTable.Row::trainable);
  }

  /** Of what the search asks for: those whose rows are wanted and that have steps to make. */
  private List<Search.Training> those(Sweep sweep, Predicate<CellTable.Row> wanted) {
    if (sweep.search() instanceof Search.Everything) {
      Map<String, CellTable.Row> rows = tables.cells().of(sweep.cells());
      return sweep.cells().stream()
          .filter(cell -> wanted.test(row(rows, cell.hash())))
          .map(Search.Training::whole)
          .toList();
    }
    return those(sweep, new StoredEvidence(sweep, tables), wanted);
  }

  private static List<Search.Training> those(
      Sweep sweep, StoredEvidence evidence, Predicate<CellTable.Row> wanted) {
    return sweep.search().choose(sweep.cells(), evidence).trainings().stream()
        .filter(training -> wanted.test(evidence.row(training.cell())))
        .filter(
            training ->
                training.isWhole() || evidence.row(training.cell()).step() < training.steps())
        .toList();
  }

  private static CellTable.Row row(Map<String, CellTable.Row> rows, String hash) {
    return rows.getOrDefault(hash, CellTable.Row.pending(hash));
  }

  /**
   * What a run trains next.
   *
   * @param now what is to be trained, as far as is known
   * @param later what is likely to follow
   */
  public record Next(List<Search.Training> now, List<Search.Training> later) {}

  /** Both from one look at the tables. */
  public Next next(Sweep sweep) {
    if (sweep.search() instanceof Search.Everything) {
      return new Next(toTrain(sweep), List.of());
    }
    StoredEvidence evidence = new StoredEvidence(sweep, tables);
    return new Next(
        those(sweep, evidence, CellTable.Row::trainable),
        sweep.search().likely(sweep.cells(), evidence));
  }

  /** The cells that a sweep's search does not need, or not any further, as far as is known now. */
  public Set<Cell> spared(Sweep sweep) {
    return sweep.search() instanceof Search.Everything
        ? Set.of()
        : spared(sweep, new StoredEvidence(sweep, tables));
  }

  static Set<Cell> spared(Sweep sweep, StoredEvidence evidence) {
    return sweep.search() instanceof Search.Everything
        ? Set.of()
        : sweep.search().choose(sweep.cells(), evidence).spared();
  }

  /** What a sweep's search asks for, as far as is known now. */
  public Search.Choice choice(Sweep sweep) {
    return sweep.search() instanceof Search.Everything everything
        ? everything.choose(sweep.cells(), Search.Evidence.none())
        : sweep.search().choose(sweep.cells(), new StoredEvidence(sweep, tables));
  }
}
