package org.gpicl.job.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.cost.TimeLeft;
import org.gpicl.metrics.Phase;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;

/** What a run is doing right now, for the progress line, other terminals, pages and metrics. */
public final class RunBoard {
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final LongSupplier awake;
  private final CellCost cost;
  private int workers;
  private final Instant startedAt;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private String phase = "starting";
  private String step = "";
  private String machines = "";
  private double phaseDone;
  private TimeLeft measured = TimeLeft.NOTHING_DONE;
  private long version;
  private int expectedCells;
  private double expectedSeconds;

  /** Not guarded: an evaluation says that it moves without waiting for anybody. */
  private volatile long movedAt;

  /**
   * @param awake nanoseconds without those during which the process was suspended, for the time
   *     left
   */
  public RunBoard(Clock clock, LongSupplier awake, CellCost cost, int workers) {
    this(clock, System::nanoTime, awake, cost, workers);
  }

  /**
   * @param nanoTime for what lies between two moments; no clock that jumps
   */
  RunBoard(Clock clock, LongSupplier nanoTime, LongSupplier awake, CellCost cost, int workers) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.awake = awake;
    this.movedAt = nanoTime.getAsLong();
    this.cost = cost;
    this.workers = workers;
    this.startedAt = clock.instant();
  }

  private static final class Entry {
    final Cell cell;
    long steps;
    CellStatus status = CellStatus.PENDING;
    long step;
    double loss = Double.NaN;
    double seen = Double.NaN;
    boolean begun;
    long measuredStep;
    long measuredAt;
    long version;
    TrainingPace pace;

    Entry(Search.Training training) {
      this.cell = training.cell();
      this.steps = training.steps();
    }

    CellNow now() {
      return new CellNow(cell, status, step, loss, seen);
    }
  }

  /** A cell at a moment; a loss or an accuracy that is not known is NaN. */
  public record CellNow(Cell cell, CellStatus status, long step, double loss, double seen) {

    public String key() {
      return cell.key();
    }

    /** Of its whole training. */
    public long steps() {
      return cell.spec().steps();
    }
  }

  /**
   * What has changed.
   *
   * @param version to ask with the next time
   */
  public record Changes(long version, List<CellNow> cells) {}

  /**
   * A look at the whole run.
   *
   * @param machines that another program provides: what it says of them; empty if there are none
   * @param fraction of the expected work, between 0 and 1
   * @param remaining until all is done, once it can be estimated
   */
  public record View(
      String phase,
      String machines,
      int cells,
      int done,
      int failed,
      double fraction,
      Duration elapsed,
      Optional<Duration> remaining,
      List<CellNow> running) {}

  public synchronized void add(Search.Training training, CellStatus status, long step) {
    Entry entry = new Entry(training);
    entry.status = status;
    entry.step = step;
    entries.put(training.cell().hash(), entry);
    changed(entry);
  }

  /** The search asks for trainings, of cells that it has asked for before or not. */
  public synchronized void asked(List<Search.Training> trainings) {
    for (Search.Training training : trainings) {
      Entry entry = entries.get(training.cell().hash());
      if (entry == null) {
        add(training, CellStatus.PENDING, 0);
      } else if (entry.steps < training.steps()) {
        entry.steps = training.steps();
        entry.status = CellStatus.PENDING;
        changed(entry);
      }
    }
  }

  /** What is likely to be asked for later; it counts as work that is left. */
  public synchronized void expected(List<Search.Training> later) {
    expectedCells =
        (int) later.stream().filter(one -> !entries.containsKey(one.cell().hash())).count();
    expectedSeconds =
        later.stream().mapToDouble(one -> cost.seconds(one.cell(), one.steps())).sum();
  }

  private void changed(Entry entry) {
    entry.version = ++version;
  }

  /** The cells that have changed since a version; since 0, all. */
  public synchronized Changes changesSince(long before) {
    List<CellNow> cells = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.version > before) {
        cells.add(entry.now());
      }
    }
    return new Changes(version, cells);
  }

  /** Marks the run as alive. */
  public void moved() {
    movedAt = nanoTime.getAsLong();
  }

  /** A step of the job begins. */
  public synchronized void enter(Phase next) {
    moved();
    step = next.tag();
  }

  /**
   * What a program says that provides the machines of this run; empty once it has nothing to say.
   */
  public synchronized void machines(String state) {
    machines = state;
  }

  public synchronized void phase(String name, double done) {
    moved();
    phase = name;
    phaseDone = done;
  }

  public synchronized void begin(Cell cell, long step, TrainingPace pace) {
    moved();
    Entry entry = entries.get(cell.hash());
    entry.status = CellStatus.RUNNING;
    entry.step = step;
    entry.begun = true;
    entry.measuredStep = step;
    entry.measuredAt = awake.getAsLong();
    entry.pace = pace;
    changed(entry);
  }

  /**
   * A step was made.
   *
   * @param items of its batch
   * @param waited nanoseconds until the batch was there
   */
  public synchronized void step(String hash, long step, double loss, int items, long waited) {
    long now = nanoTime.getAsLong();
    movedAt = now;
    Entry entry = entries.get(hash);
    entry.pace.step(now, items, waited);
    entry.step = step;
    measured = with(measured, entry);
    entry.measuredStep = step;
    entry.measuredAt = awake.getAsLong();
    // A running mean of the last hundred steps or so reads better than a single batch.
    entry.loss = Double.isNaN(entry.loss) ? loss : 0.98 * entry.loss + 0.02 * loss;
    changed(entry);
  }

  /**
   * A worker on another machine says how far a cell is; before its first step it knows neither a
   * step nor a loss.
   *
   * @param loss NaN if it is not known
   * @param accuracy on seen tasks; NaN if it is not known
   */
  public synchronized void reached(String hash, long step, double loss, double accuracy) {
    Entry entry = entries.get(hash);
    if (entry == null) {
      return;
    }
    boolean taken = entry.status != CellStatus.RUNNING;
    if (step == 0 && Double.isNaN(loss)) {
      if (taken) {
        moved();
        entry.status = CellStatus.RUNNING;
        entry.begun = false;
        changed(entry);
      }
      return;
    }
    boolean first = taken || !entry.begun;
    if (!first && step == entry.step) {
      return;
    }
    moved();
    if (first || step < entry.step) {
      // Where it resumed is known only now: what was made before is no measure of the pace.
      entry.status = CellStatus.RUNNING;
      entry.begun = true;
    } else {
      entry.step = step;
      measured = with(measured, entry);
    }
    entry.step = step;
    entry.measuredStep = step;
    entry.measuredAt = awake.getAsLong();
    entry.loss = loss;
    entry.seen = accuracy;
    changed(entry);
  }

  /** How many cells are trained at a time from now on. */
  public synchronized void workers(int places) {
    workers = places;
  }

  /** The state of a cell was stored. */
  public synchronized void checkpoint(String hash, long nanos) {
    moved();
    entries.get(hash).pace.checkpoint(nanos);
  }

  public synchronized void seen(String hash, double accuracy) {
    moved();
    Entry entry = entries.get(hash);
    entry.seen = accuracy;
    changed(entry);
  }

  public synchronized void end(Cell cell, CellStatus status) {
    moved();
    Entry entry = entries.get(cell.hash());
    entry.status = status;
    changed(entry);
    if (entry.begun) {
      measured = with(measured, entry);
    }
  }

  public synchronized View view() {
    TimeLeft known = measured;
    double all = expectedSeconds;
    double left = expectedSeconds;
    int done = 0;
    int failed = 0;
    List<CellNow> running = new ArrayList<>();
    for (Entry entry : entries.values()) {
      Cell cell = entry.cell;
      long steps = entry.steps;
      all += cost.seconds(cell, steps);
      switch (entry.status) {
        case DONE -> done++;
        case FAILED, QUARANTINED -> failed++;
        case RUNNING -> {
          running.add(entry.now());
          known = entry.begun ? with(known, entry) : known;
          left += cost.seconds(cell, steps - entry.step);
        }
        default -> left += cost.seconds(cell, steps - entry.step);
      }
    }
    // Those that share their batches may be more than workers.
    int beside = Math.max(workers, running.size());
    int atATime = Math.max(1, Math.min(beside, entries.size() + expectedCells - done - failed));
    boolean planned = !entries.isEmpty();
    double fraction = !planned ? 0 : all == 0 ? 1 : 1 - left / all;
    String shown = phaseDone > 0 && phaseDone < 1 ? phase + percent(phaseDone) : phase;
    return new View(
        shown,
        machines,
        entries.size() + expectedCells,
        done,
        failed,
        fraction,
        Duration.between(startedAt, clock.instant()),
        planned ? known.of(left, atATime) : Optional.empty(),
        running);
  }

  /** The same run, in the numbers that metrics show. */
  public synchronized Activity activity() {
    Map<CellStatus, Integer> statuses = new EnumMap<>(CellStatus.class);
    List<CellActivity> training = new ArrayList<>();
    for (Entry entry : entries.values()) {
      statuses.merge(entry.status, 1, Integer::sum);
      if (entry.status == CellStatus.RUNNING && entry.pace != null) {
        training.add(new CellActivity(entry.now(), entry.pace.figures()));
      }
    }
    return new Activity(
        step, (nanoTime.getAsLong() - movedAt) / 1e9, statuses, List.copyOf(training));
  }

  /** A cell in training, and how fast it trains. */
  public record CellActivity(CellNow now, TrainingPace.Figures pace) {}

  /**
   * What a run is doing, in the numbers that metrics show.
   *
   * @param phase plan, generate, train, evaluate or report; empty before the first
   * @param idleSeconds since anything last moved: a step, a chunk, an evaluation, a phase
   * @param statuses how many cells; empty before they were planned
   * @param cells in training
   */
  public record Activity(
      String phase,
      double idleSeconds,
      Map<CellStatus, Integer> statuses,
      List<CellActivity> cells) {}

  private static String percent(double fraction) {
    return " " + Math.round(100 * fraction) + " %";
  }

  private TimeLeft with(TimeLeft known, Entry entry) {
    return known.and(
        cost.seconds(entry.cell, entry.step - entry.measuredStep),
        (awake.getAsLong() - entry.measuredAt) / 1e9);
  }
}
