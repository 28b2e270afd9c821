package org.gpicl.web.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.schedule.ScheduleChanged;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.web.view.CellSummary;
import org.gpicl.web.view.SweepQueries;
import org.gpicl.web.view.SweepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends listening pages what has changed, at most once a second. It is put together once for all of
 * them, on a thread that no training waits for; each page has a small mailbox of its own, so that a
 * slow one does not hold up the others and one that is gone is forgotten.
 */
public final class LiveEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
  private static final long BETWEEN_LOOKS_AT_THE_DATABASE = TimeUnit.SECONDS.toNanos(10);
  private static final int SECONDS_BETWEEN_SIGNS_OF_LIFE = 15;

  private final SweepQueries sweeps;
  private final SweepQueue queue;
  private final JsonMapper json;
  private final Listeners listeners = new Listeners();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(new DaemonThreads("events-out"));
  private volatile boolean stale = true;
  private List<SweepSummary> looked;
  private long lookedAt;
  private List<SweepSummary> sent = List.of();

  /** What the database said of each cell in training when it began: the board knows the rest. */
  private final Map<String, CellSummary> training = new HashMap<>();

  private RunBoard watched;
  private long version;
  private long ticks;

  public LiveEvents(SweepQueries sweeps, SweepQueue queue, JsonMapper json) {
    this.sweeps = sweeps;
    this.queue = queue;
    this.json = json;
  }

  /** How many pages listen. */
  public int listening() {
    return listeners.size();
  }

  /**
   * @param hasToken whether the page may write, too
   * @throws TooManyPages if too many listen already
   */
  SseEmitter listen(boolean hasToken) {
    PageConnection listener = listeners.admit(gone -> new PageConnection(senders, gone), hasToken);
    listener.offer("sweeps", json.writeValueAsString(sweeps(false)));
    return listener.emitter();
  }

  @EventListener({SweepEvent.class, ScheduleChanged.class})
  void somethingHappened() {
    stale = true;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void tick() {
    try {
      ticks++;
      if (listeners.isEmpty()) {
        readAhead();
        return;
      }
      if (ticks % SECONDS_BETWEEN_SIGNS_OF_LIFE == 0) {
        listeners.forEach(PageConnection::alive);
      }
      sendSweeps();
      sendCells();
    } catch (RuntimeException e) {
      LOG.warn("Pages could not be told what is new", e);
    }
  }

  /**
   * To read sweeps of thousands of cells for the first time takes seconds: no page waits for it.
   */
  private synchronized void readAhead() {
    if (looked == null) {
      sweeps(false);
    }
  }

  private void sendSweeps() {
    boolean changed = stale;
    stale = false;
    List<SweepSummary> now = sweeps(changed);
    if (!now.equals(sent)) {
      sent = now;
      send("sweeps", json.writeValueAsString(now));
    }
    if (changed) {
      send("history", "{}");
    }
  }

  /**
   * From the database now and then, or if that has surely changed; else what a run knows better.
   */
  private synchronized List<SweepSummary> sweeps(boolean changed) {
    long now = System.nanoTime();
    if (changed || stale || looked == null || now - lookedAt >= BETWEEN_LOOKS_AT_THE_DATABASE) {
      looked = sweeps.all();
      lookedAt = now;
      return looked;
    }
    return sweeps.refreshed(looked);
  }

  /** The cells that have changed since the last time. */
  record ChangedCells(String sweep, List<CellSummary> cells) {}

  private void sendCells() {
    Optional<RunningSweep> running = queue.running();
    RunBoard board = running.flatMap(RunningSweep::board).orElse(null);
    if (board == null) {
      return;
    }
    if (watched != board) {
      watched = board;
      version = 0;
      training.clear();
    }
    RunBoard.Changes changes = watched.changesSince(version);
    boolean first = version == 0;
    version = changes.version();
    List<CellSummary> cells = new ArrayList<>();
    List<Cell> toLookUp = new ArrayList<>();
    for (RunBoard.CellNow cell : changes.cells()) {
      boolean trains = cell.status() == CellStatus.RUNNING;
      CellSummary known = training.get(cell.cell().key());
      if (trains && known != null) {
        cells.add(known.as(cell));
      } else if (trains || !first) {
        // At the beginning of a run nothing of what waits has changed.
        toLookUp.add(cell.cell());
      }
    }
    Sweep sweep = running.get().sweep();
    List<CellSummary> lookedUp = toLookUp.isEmpty() ? List.of() : sweeps.cells(sweep, toLookUp);
    for (CellSummary cell : lookedUp) {
      if (cell.state() == CellStatus.RUNNING) {
        training.put(cell.key(), cell);
      } else {
        training.remove(cell.key());
      }
      cells.add(cell);
    }
    if (!cells.isEmpty()) {
      send("cells", json.writeValueAsString(new ChangedCells(sweep.name(), cells)));
    }
  }

  private void send(String event, String data) {
    listeners.forEach(listener -> listener.offer(event, data));
  }

  @Override
  public void close() {
    listeners.forEach(PageConnection::end);
    senders.shutdownNow();
  }
}
