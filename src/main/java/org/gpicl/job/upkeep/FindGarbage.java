package org.gpicl.job.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.CellStatus;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.StoredCells;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;

/** Finds all that can go in a home without a stored sweep losing anything. */
public final class FindGarbage {
  private static final String SHARD = ".shard";

  /** How long a server's history is kept whole. */
  private static final Duration HISTORY = Duration.ofDays(30);

  private final SweepTable sweeps;
  private final LeaseTable leases;
  private final CellRecords records;
  private final StoredCells stored;
  private final OrderTable orders;
  private final Home home;

  FindGarbage(
      SweepTable sweeps,
      LeaseTable leases,
      CellRecords records,
      StoredCells stored,
      OrderTable orders,
      Home home) {
    this.sweeps = sweeps;
    this.leases = leases;
    this.records = records;
    this.stored = stored;
    this.orders = orders;
    this.home = home;
  }

  /**
   * @param images determine the names of shards
   * @param running what runs in this process: its shards and cells are left alone
   * @param now what ages are counted from
   */
  public List<Garbage> find(ImageLibrary images, List<Sweep> running, Instant now)
      throws IOException {
    StoredSweeps known = new StoredSweeps(sweeps.all());
    List<Garbage> found = new ArrayList<>(new TemporaryFiles(home).find());
    found.addAll(archives());
    NeededShards needed = NeededShards.unfinished(known.readable(), records, images);
    List<NeededShards> open =
        running.stream().map(sweep -> NeededShards.all(sweep, images)).toList();
    boolean allKnown = known.unreadable().isEmpty();
    for (Garbage.OnDisk shard : shards(home, name -> allKnown && !needed.contains(name))) {
      String name = shardName(shard.path());
      if (open.stream().noneMatch(sets -> sets.contains(name))) {
        found.add(shard);
      }
    }
    found.addAll(cells(known, running));
    for (OrderTable.Old order : orders.endedBefore(now.minus(HISTORY))) {
      found.add(new Garbage.OldOrder(order.id(), order.bytes(), order.endedAt()));
    }
    return found;
  }

  /** The names of sweeps that this version cannot read: whatever they may need is kept. */
  public List<String> unreadable() {
    return new StoredSweeps(sweeps.all()).unreadable();
  }

  /** What can go if it is unknown which shards are needed: all of them can be made again. */
  public static List<Garbage> withoutDatabase(Home home) throws IOException {
    List<Garbage> found = new ArrayList<>(new TemporaryFiles(home).find());
    found.addAll(shards(home, name -> false));
    return found;
  }

  private List<Garbage> cells(StoredSweeps known, List<Sweep> running) {
    // What runs here may be about to be stored.
    Set<String> open =
        running.stream()
            .flatMap(sweep -> sweep.cells().stream().map(Cell::hash))
            .collect(Collectors.toSet());
    // Somebody on the same database may be at work on a sweep that he has not stored yet.
    boolean atWork = leases.any();
    List<Garbage> found = new ArrayList<>();
    for (StoredCells.Row row : stored.all()) {
      boolean mayRun = atWork && row.status() == CellStatus.RUNNING;
      if (!known.mayHave(row.hash(), row.key()) && !open.contains(row.hash()) && !mayRun) {
        Garbage.Kind kind =
            row.status() == CellStatus.DONE
                ? Garbage.Kind.FINISHED_CELL
                : Garbage.Kind.HALF_DONE_CELL;
        found.add(
            new Garbage.InDatabase(kind, row.hash(), row.key(), row.bytes(), row.changedAt()));
      }
    }
    return found;
  }

  private List<Garbage> archives() throws IOException {
    List<Garbage> found = new ArrayList<>();
    for (Path sweep : entries(home.archives())) {
      for (Archive.Entry entry : Archive.of(home, sweep.getFileName().toString())) {
        found.add(
            new Garbage.OnDisk(
                Garbage.Kind.ARCHIVE, entry.folder(), entry.size().bytes(), entry.madeAt()));
      }
    }
    return found;
  }

  private static List<Garbage.OnDisk> shards(Home home, Predicate<String> unneeded)
      throws IOException {
    List<Garbage.OnDisk> found = new ArrayList<>();
    for (Path file : entries(home.shards())) {
      String name = file.getFileName().toString();
      boolean part = name.endsWith(SHARD + WholeFile.PART);
      if (part || name.endsWith(SHARD)) {
        Garbage.Kind kind =
            !unneeded.test(shardName(file))
                ? Garbage.Kind.NEEDED_SHARD
                : part ? Garbage.Kind.UNFINISHED_SHARD : Garbage.Kind.SHARD;
        found.add(Garbage.OnDisk.at(kind, file));
      }
    }
    return found;
  }

  /** The name of the shard that a file is, or is a part of. */
  private static String shardName(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(WholeFile.PART)
        ? name.substring(0, name.length() - WholeFile.PART.length())
        : name;
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
