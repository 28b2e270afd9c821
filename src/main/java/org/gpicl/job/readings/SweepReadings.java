package org.gpicl.job.readings;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gpicl.home.Home;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.board.TrainingPace;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Workers;
import org.gpicl.machine.Build;
import org.gpicl.machine.Machine;
import org.gpicl.metrics.Devices;
import org.gpicl.metrics.Readings;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of a server: what runs as its board has it, the rest as the database had it some
 * seconds ago. While the database is gone, what was last known of it stays.
 */
public final class SweepReadings implements Supplier<Readings> {
  private static final Logger LOG = LoggerFactory.getLogger(SweepReadings.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(15).toNanos();

  private final DatabaseReadings stored;
  private final Home home;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Sources sources;
  private final Build build = Build.read();
  private DatabaseReadings.Look look = DatabaseReadings.Look.NOTHING;
  private long lookedAt;
  private boolean looked;
  private boolean databaseMissed;
  private RunBoard before;

  /**
   * What only the server knows. Each is asked on the thread that refreshes the metrics.
   *
   * @param running what runs right now
   * @param schedules of this server
   * @param backup of the database
   * @param queued orders waiting
   * @param clients pages that listen to events
   * @param matrixGflops such as {@link org.gpicl.engine.CoreRate}; NaN if unknown
   * @param devices the GPUs
   */
  public record Sources(
      Supplier<Optional<RunningSweep>> running,
      Supplier<List<Readings.OfSchedule>> schedules,
      Supplier<Readings.OfBackup> backup,
      IntSupplier queued,
      IntSupplier clients,
      DoubleSupplier matrixGflops,
      Devices devices) {}

  public SweepReadings(DatabaseReadings stored, Home home, Clock clock, Sources sources) {
    this(stored, home, clock, System::nanoTime, sources);
  }

  SweepReadings(
      DatabaseReadings stored, Home home, Clock clock, LongSupplier nanoTime, Sources sources) {
    this.stored = stored;
    this.home = home;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.sources = sources;
  }

  @Override
  public synchronized Readings get() {
    Optional<RunningSweep> running = sources.running().get().filter(now -> now.board().isPresent());
    RunBoard board = running.flatMap(RunningSweep::board).orElse(null);
    lookAtTheDatabase(board != before);
    before = board;
    double matrixGflops = sources.matrixGflops().getAsDouble();
    List<Readings.OfSweep> sweeps = new ArrayList<>();
    for (DatabaseReadings.OfSweep sweep : look.sweeps()) {
      if (running.isEmpty() || !running.get().is(sweep.name())) {
        sweeps.add(idle(sweep));
      }
    }
    List<Readings.OfCell> cells = new ArrayList<>();
    List<Readings.OfWorker> workers = new ArrayList<>();
    if (running.isPresent()) {
      RunBoard.Activity activity = board.activity();
      sweeps.add(moving(running.get().sweep(), board.view(), activity));
      for (RunBoard.CellActivity cell : activity.cells()) {
        cells.add(ofCell(running.get().sweep(), cell));
        workers.add(
            new Readings.OfWorker(
                cell.pace().worker(),
                cell.pace().stepsPerSecond(),
                cell.pace().tokensPerSecond(),
                cell.pace().gflops(),
                cell.pace().gflops() / matrixGflops));
      }
    }
    int mayUse = running.map(r -> Workers.cores(r.sweep())).orElseGet(Machine::cores);
    return new Readings(
        server(matrixGflops, mayUse),
        sources.backup().get(),
        sweeps,
        cells,
        workers,
        look.cluster(),
        sources.schedules().get(),
        sources.devices().look());
  }

  private void lookAtTheDatabase(boolean anotherRun) {
    long now = nanoTime.getAsLong();
    if (looked && !anotherRun && now - lookedAt < LOOK_NANOS) {
      return;
    }
    looked = true;
    lookedAt = now;
    try {
      look = stored.look();
      databaseMissed = false;
    } catch (RuntimeException e) {
      if (!databaseMissed) {
        LOG.warn("The metrics cannot look into the database: {}", e.getMessage());
        databaseMissed = true;
      }
    }
  }

  private Readings.OfSweep idle(DatabaseReadings.OfSweep sweep) {
    return new Readings.OfSweep(
        sweep.name(),
        states(sweep.statuses()),
        sweep.progress(),
        false,
        Double.NaN,
        "",
        Double.NaN,
        lastSuccess(sweep.name()),
        ok(sweep.name()),
        leaseAge(sweep.name()));
  }

  private Readings.OfSweep moving(Sweep sweep, RunBoard.View view, RunBoard.Activity activity) {
    boolean planned = !activity.statuses().isEmpty();
    Optional<DatabaseReadings.OfSweep> known =
        look.sweeps().stream().filter(s -> s.name().equals(sweep.name())).findFirst();
    Map<CellStatus, Integer> statuses =
        planned
            ? activity.statuses()
            : known
                .map(DatabaseReadings.OfSweep::statuses)
                .orElse(Map.of(CellStatus.PENDING, sweep.cells().size()));
    double progress =
        planned ? view.fraction() : known.map(DatabaseReadings.OfSweep::progress).orElse(0.0);
    double remaining =
        planned
            ? view.remaining().map(left -> left.toMillis() / 1e3).orElse(Double.NaN)
            : Double.NaN;
    return new Readings.OfSweep(
        sweep.name(),
        states(statuses),
        progress,
        true,
        remaining,
        activity.phase(),
        activity.idleSeconds(),
        lastSuccess(sweep.name()),
        ok(sweep.name()),
        leaseAge(sweep.name()));
  }

  private static Map<String, Integer> states(Map<CellStatus, Integer> statuses) {
    Map<String, Integer> states = new LinkedHashMap<>();
    for (CellStatus status : CellStatus.values()) {
      states.put(status.name().toLowerCase(Locale.ROOT), statuses.getOrDefault(status, 0));
    }
    return states;
  }

  private double lastSuccess(String sweep) {
    Instant last = look.lastDone().get(sweep);
    return last == null ? Double.NaN : last.toEpochMilli() / 1e3;
  }

  private double ok(String sweep) {
    Instant done = look.lastDone().get(sweep);
    Instant failed = look.lastFailed().get(sweep);
    if (done == null && failed == null) {
      return Double.NaN;
    }
    return failed == null || (done != null && !failed.isAfter(done)) ? 1 : 0;
  }

  private double leaseAge(String sweep) {
    Instant renewed = look.renewals().get(sweep);
    return renewed == null
        ? Double.NaN
        : Duration.between(renewed, clock.instant()).toMillis() / 1e3;
  }

  private static Readings.OfCell ofCell(Sweep sweep, RunBoard.CellActivity cell) {
    RunBoard.CellNow now = cell.now();
    TrainingPace.Figures pace = cell.pace();
    return new Readings.OfCell(
        sweep.name(),
        now.key(),
        now.step(),
        now.steps(),
        now.loss(),
        now.seen(),
        pace.inputShare(),
        pace.stepsPerSecond(),
        pace.checkpointAge(),
        pace.checkpointInterval(),
        pace.device().orElse(Readings.NO_DEVICE));
  }

  private Readings.OfServer server(double matrixGflops, int workers) {
    double free = Double.NaN;
    double total = Double.NaN;
    double database = Double.NaN;
    try {
      FileStore disk = Files.getFileStore(home.root());
      free = disk.getUsableSpace();
      total = disk.getTotalSpace();
      Optional<Path> file = stored.databaseFile().filter(Files::exists);
      database = file.isPresent() ? Files.size(file.get()) : Double.NaN;
    } catch (IOException e) {
      LOG.debug("The disk of {} cannot be looked at", home.root(), e);
    }
    return new Readings.OfServer(
        build.version(),
        build.commit(),
        sources.queued().getAsInt(),
        workers,
        sources.clients().getAsInt(),
        database,
        free,
        total,
        matrixGflops,
        Machine.residentMemory().orElse(Double.NaN),
        Machine.memory());
  }
}
