package org.gpicl.job.upkeep;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.job.recovery.Heartbeat;
import org.gpicl.job.recovery.LeaseWatch;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.cell.StoredCells;
import org.gpicl.sweep.Cell;

/**
 * Removes a sweep: its rows, the cells that are its alone, its results and their archive. The rows
 * go first, in one transaction. Folders that a kill leaves behind are no sweep's any more; removing
 * it once more removes them.
 */
public final class RemoveSweep {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final LeaseTable leases;
  private final CellRecords records;
  private final StoredCells stored;
  private final Removal removal;
  private final Home home;

  RemoveSweep(
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellRecords records,
      StoredCells stored,
      Removal removal,
      Home home) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.records = records;
    this.stored = stored;
    this.removal = removal;
    this.home = home;
  }

  /**
   * What goes with a sweep.
   *
   * @param inDatabase whether there are rows of it, and not just files
   * @param readable whether this version of the program can read its cells
   * @param finished cells that are its alone and finished
   * @param halfDone cells that are its alone and begun
   * @param shared cells that stay because other sweeps have them too
   * @param databaseBytes of checkpoints and parameters
   */
  public record Extent(
      boolean inDatabase,
      boolean readable,
      int finished,
      int halfDone,
      int shared,
      int runs,
      long databaseBytes,
      FileTree.Size results,
      List<Archive.Entry> archives) {}

  /** What goes with a sweep, or empty if nothing of that name is here. */
  public Optional<Extent> extent(String name) throws IOException {
    Optional<SweepTable.Row> row = sweeps.find(name);
    List<Archive.Entry> archives = Archive.of(home, name);
    boolean files = Files.isDirectory(home.sweep(name)) || !archives.isEmpty();
    if (row.isEmpty() && !files) {
      return Optional.empty();
    }
    List<Cell> cells = row.map(RemoveSweep::cells).orElse(List.of());
    Map<String, CellTable.Row> rows = records.rows(cells);
    Set<String> alone = new HashSet<>(alone(name, cells, sweeps.all()));
    List<CellTable.Row> removable =
        rows.values().stream().filter(cell -> alone.contains(cell.hash())).toList();
    long done = removable.stream().filter(cell -> cell.status() == CellStatus.DONE).count();
    long begun = removable.stream().filter(cell -> cell.status() != CellStatus.DONE).count();
    long bytes =
        stored.all().stream()
            .filter(cell -> alone.contains(cell.hash()))
            .mapToLong(StoredCells.Row::bytes)
            .sum();
    return Optional.of(
        new Extent(
            row.isPresent(),
            row.isEmpty() || new StoredSweeps(List.of(row.get())).unreadable().isEmpty(),
            (int) done,
            (int) begun,
            rows.size() - removable.size(),
            runs.of(name).size(),
            bytes,
            new FileTree(home.sweep(name)).size(),
            archives));
  }

  /**
   * Removes it.
   *
   * @return who runs the sweep, in which case nothing was removed
   */
  public Optional<LeaseTable.Holder> remove(String name) throws IOException {
    String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    StopSignal never = new StopSignal();
    Optional<LeaseTable.Holder> holder = new LeaseWatch(leases).take(name, owner, never);
    if (holder.isPresent()) {
      return holder;
    }
    try (Heartbeat heartbeat = new Heartbeat(leases, name, owner, never)) {
      Optional<SweepTable.Row> row = sweeps.find(name);
      if (row.isPresent()) {
        List<Cell> cells = cells(row.get());
        removal.sweep(
            name,
            cells.stream().map(Cell::hash).toList(),
            (hashes, others) -> alone(name, cells, others));
      }
      new FileTree(home.sweep(name)).vanish();
      new FileTree(new Archive(home, name).folder()).vanish();
      removal.checkpointFiles();
      removal.shrink();
    }
    return Optional.empty();
  }

  /** The cells of a stored sweep; of one that cannot be read, none: `gc` finds them afterwards. */
  private static List<Cell> cells(SweepTable.Row row) {
    return new StoredSweeps(List.of(row))
        .readable().stream().flatMap(sweep -> sweep.cells().stream()).toList();
  }

  /** Hashes of those cells of a sweep that no other stored one has. */
  private static List<String> alone(String name, List<Cell> cells, List<SweepTable.Row> all) {
    List<SweepTable.Row> others = new ArrayList<>(all);
    others.removeIf(row -> row.name().equals(name));
    StoredSweeps stored = new StoredSweeps(others);
    return cells.stream()
        .filter(cell -> !stored.mayHave(cell))
        .map(Cell::hash)
        .collect(Collectors.toList());
  }
}
