package org.gpicl.store.cell;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/** Read-only queries about cells. */
public final class CellRecords {
  private final CellTables tables;
  private final RemainingTrainings remaining;

  public CellRecords(CellTables tables) {
    this.tables = tables;
    this.remaining = new RemainingTrainings(tables);
  }

  /** What is left to train of a sweep. */
  public RemainingTrainings remaining() {
    return remaining;
  }

  /** The rows of those cells that have one, by hash. */
  public Map<String, CellTable.Row> rows(List<Cell> ofCells) {
    return tables.cells().of(ofCells);
  }

  /** The same by hash, which saves computing the hashes. */
  public Map<String, CellTable.Row> rowsOf(List<String> hashes) {
    return tables.cells().ofHashes(hashes);
  }

  /**
   * How many cells of a sweep have each status, each cell counted once: one that its search does
   * not need is skipped. Cells without a row are left out where there is no search.
   */
  public Map<CellStatus, Long> counts(Sweep sweep) {
    if (sweep.search() instanceof Search.Everything) {
      return tables.cells().countsOf(sweep.cells().stream().map(Cell::hash).toList());
    }
    StoredEvidence evidence = new StoredEvidence(sweep, tables);
    Set<Cell> spared = RemainingTrainings.spared(sweep, evidence);
    return sweep.cells().stream()
        .collect(
            Collectors.groupingBy(
                cell -> StoredOutcomes.status(evidence.row(cell), spared.contains(cell)),
                Collectors.counting()));
  }

  /** What the images of stored cells were when they began, by hash, as far as it is known. */
  public Map<String, String> images(List<Cell> ofCells) {
    return tables.cells().imagesOf(ofCells.stream().map(Cell::hash).toList());
  }

  /** The folders with checkpoints that a sweep still needs and this machine does not see. */
  public Set<Path> checkpointFoldersNotSeen(Sweep sweep) {
    return tables
        .checkpoints()
        .foldersNotSeen(remaining.unfinished(sweep).stream().map(Cell::hash).toList());
  }

  public Optional<TrainingState> finalParameters(Cell cell) {
    return tables.parameters().find(cell.hash());
  }

  /** The evaluations that finished cells still lack, by cell, in grid order. */
  public Map<Cell, List<EvaluationSet>> unevaluated(Sweep sweep) {
    Map<String, CellTable.Row> rows = tables.cells().of(sweep.cells());
    List<Cell> done =
        sweep.cells().stream()
            .filter(cell -> rows.containsKey(cell.hash()))
            .filter(cell -> rows.get(cell.hash()).status() == CellStatus.DONE)
            .toList();
    Map<String, List<EvaluationTable.Row>> made =
        tables.evaluations().of(done.stream().map(Cell::hash).toList());
    Map<Cell, List<EvaluationSet>> missing = new LinkedHashMap<>();
    for (Cell cell : done) {
      Set<String> definitions =
          made.getOrDefault(cell.hash(), List.of()).stream()
              .map(EvaluationTable.Row::definition)
              .collect(Collectors.toSet());
      List<EvaluationSet> sets =
          sweep.evaluations(cell).stream()
              .filter(set -> !definitions.contains(set.hash()))
              .toList();
      if (!sets.isEmpty()) {
        missing.put(cell, sets);
      }
    }
    return missing;
  }

  /** Everything that is known of a sweep's cells, in grid order. */
  public List<CellOutcome> outcomes(Sweep sweep) {
    return outcomes(sweep, sweep.cells());
  }

  /**
   * Everything that is known of a sweep's cells, where a cell that a dead process left running
   * counts as stopped.
   *
   * @param alive whether an owner of cells still holds a lease
   */
  public List<CellOutcome> outcomes(Sweep sweep, Predicate<String> alive) {
    return outcomes(
        sweep,
        sweep.cells(),
        row ->
            row.status() == CellStatus.RUNNING && !alive.test(row.owner())
                ? CellStatus.STOPPED
                : row.status());
  }

  /** The same of some of its cells, in the order given. */
  public List<CellOutcome> outcomes(Sweep sweep, List<Cell> some) {
    return outcomes(sweep, some, CellTable.Row::status);
  }

  /**
   * The same in brief, for thousands of cells at a time: of a curve the newest point, and only of
   * cells that are not done; without accuracies by position and without provenance.
   */
  public List<CellOutcome> brief(Sweep sweep, List<Cell> some) {
    Map<String, CellTable.Row> rows = tables.cells().of(some);
    return brief(
        sweep, some, rows, tables.evaluations().briefOf(stored(rows)), remaining.spared(sweep));
  }

  /**
   * A sweep at a glance, all of it from one look at the tables.
   *
   * @param outcomes of all cells, in brief
   * @param evidence what its search is asked with
   */
  public record Overview(List<CellOutcome> outcomes, Search.Evidence evidence) {}

  public Overview overview(Sweep sweep) {
    StoredEvidence evidence = new StoredEvidence(sweep, tables);
    Set<Cell> spared = RemainingTrainings.spared(sweep, evidence);
    return new Overview(
        brief(sweep, sweep.cells(), evidence.rows(), evidence.evaluations(), spared), evidence);
  }

  private List<CellOutcome> brief(
      Sweep sweep,
      List<Cell> some,
      Map<String, CellTable.Row> rows,
      Map<String, List<EvaluationTable.Row>> measured,
      Set<Cell> spared) {
    List<String> begun =
        rows.values().stream()
            .filter(row -> row.status() != CellStatus.DONE)
            .map(CellTable.Row::hash)
            .toList();
    return new StoredOutcomes(
            sweep, spared, rows, tables.curves().newestOf(begun), measured, Map.of())
        .of(some, CellTable.Row::status);
  }

  private List<CellOutcome> outcomes(
      Sweep sweep, List<Cell> some, Function<CellTable.Row, CellStatus> statusOf) {
    Map<String, CellTable.Row> rows = tables.cells().of(some);
    List<String> stored = stored(rows);
    return new StoredOutcomes(
            sweep,
            remaining.spared(sweep),
            rows,
            tables.curves().of(stored),
            tables.evaluations().of(stored),
            tables.provenance().of(stored))
        .of(some, statusOf);
  }

  /** Whatever else is known is known of cells that have a row. */
  private static List<String> stored(Map<String, CellTable.Row> rows) {
    return List.copyOf(rows.keySet());
  }
}
