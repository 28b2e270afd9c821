package org.gpicl.job.readings;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gpicl.job.cost.CellCost;
import org.gpicl.metrics.Readings;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;

/** What the database knows of its sweeps, for metrics. A sweep is parsed once. */
public final class DatabaseReadings {
  private final SweepTable sweeps;
  private final CellRecords records;
  private final RunTable runs;
  private final OrderTable orders;
  private final LeaseTable leases;
  private final ClusterReadings cluster;
  private final Path databaseFile;
  private final CellCost cost = new CellCost();
  private Map<Stored, Optional<Parsed>> parsed = new HashMap<>();

  /**
   * @param databaseFile null for a database that is not the file of a home
   */
  public DatabaseReadings(
      SweepTable sweeps,
      CellRecords records,
      RunTable runs,
      OrderTable orders,
      LeaseTable leases,
      ClusterReadings cluster,
      Path databaseFile) {
    this.sweeps = sweeps;
    this.records = records;
    this.runs = runs;
    this.orders = orders;
    this.leases = leases;
    this.cluster = cluster;
    this.databaseFile = databaseFile;
  }

  private record Stored(String name, String resolved, int numerics) {}

  /** A cell's part of the work. */
  private record Part(Cell cell, String hash, double secondsPerStep) {}

  private record Parsed(Sweep sweep, List<Part> parts) {}

  /**
   * A stored sweep.
   *
   * @param progress share of the expected work that is stored
   */
  record OfSweep(String name, Map<CellStatus, Integer> statuses, double progress) {}

  /**
   * A look at the database.
   *
   * @param lastDone when a run of each sweep last was done
   * @param lastFailed when a run of each sweep last failed, or was stopped by an obstacle
   * @param renewals when each lease was renewed
   */
  record Look(
      List<OfSweep> sweeps,
      Map<String, Instant> lastDone,
      Map<String, Instant> lastFailed,
      Map<String, Instant> renewals,
      Readings.OfCluster cluster) {
    static final Look NOTHING =
        new Look(List.of(), Map.of(), Map.of(), Map.of(), ClusterReadings.NOTHING);
  }

  Look look() {
    Map<Stored, Optional<Parsed>> now = new HashMap<>();
    List<OfSweep> found = new ArrayList<>();
    for (SweepTable.Row row : sweeps.all()) {
      Stored stored = new Stored(row.name(), row.resolved(), row.numerics());
      Optional<Parsed> sweep = parsed.containsKey(stored) ? parsed.get(stored) : parsed(row);
      now.put(stored, sweep);
      sweep.ifPresent(one -> found.add(ofSweep(row.name(), one)));
    }
    parsed = now;
    Map<String, Instant> renewals = leases.renewals();
    List<String> running = found.stream().map(OfSweep::name).filter(renewals::containsKey).toList();
    return new Look(
        found, runs.last(RunTable.Outcome.DONE), lastFailed(), renewals, cluster.look(running));
  }

  /** The table of runs calls a run that an obstacle stopped stopped; its order says why. */
  private Map<String, Instant> lastFailed() {
    Map<String, Instant> last = new HashMap<>(runs.last(RunTable.Outcome.FAILED));
    orders
        .lastHindered()
        .forEach((sweep, at) -> last.merge(sweep, at, (a, b) -> a.isAfter(b) ? a : b));
    return last;
  }

  /** Empty for a sweep that another version of this program stored and this one cannot read. */
  private Optional<Parsed> parsed(SweepTable.Row row) {
    try {
      Sweep sweep = row.sweep();
      return Optional.of(new Parsed(sweep, sweep.cells().stream().map(this::part).toList()));
    } catch (SweepFileException e) {
      return Optional.empty();
    }
  }

  private Part part(Cell cell) {
    return new Part(cell, cell.hash(), cost.seconds(cell, 1));
  }

  private OfSweep ofSweep(String name, Parsed parsed) {
    List<Part> parts = parsed.parts();
    Map<String, CellTable.Row> rows = records.rowsOf(parts.stream().map(Part::hash).toList());
    boolean everything = parsed.sweep().search() instanceof Search.Everything;
    Search.Choice choice =
        everything
            ? new Search.Choice(List.of(), Set.of())
            : records.remaining().choice(parsed.sweep());
    Map<String, Long> asked = new HashMap<>();
    choice.trainings().forEach(training -> asked.put(training.cell().hash(), training.steps()));
    Map<CellStatus, Integer> statuses = new EnumMap<>(CellStatus.class);
    double all = 0;
    double done = 0;
    for (Part part : parts) {
      CellTable.Row row = rows.getOrDefault(part.hash(), CellTable.Row.pending(part.hash()));
      boolean skipped = !everything && row.trainable() && choice.spared().contains(part.cell());
      statuses.merge(skipped ? CellStatus.SKIPPED : row.status(), 1, Integer::sum);
      long steps = everything ? part.cell().spec().steps() : asked.getOrDefault(part.hash(), 0L);
      all += steps * part.secondsPerStep();
      done += Math.min(row.step(), steps) * part.secondsPerStep();
    }
    return new OfSweep(name, statuses, all == 0 ? 1 : done / all);
  }

  /** The file that the database is in, if it is one. */
  Optional<Path> databaseFile() {
    return Optional.ofNullable(databaseFile);
  }
}
