package org.gpicl.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.ActiveRun;
import org.gpicl.job.RunBoard;
import org.gpicl.job.RunningSweep;
import org.gpicl.job.SweepEvent;
import org.gpicl.job.SweepListener;
import org.gpicl.job.SweepQueue;
import org.gpicl.sweep.Cell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells listening pages what has changed, at most once a second. What is told is put together once
 * for all of them, on a thread that no training waits for; each page has a small box of its own, so
 * that a slow one holds up nobody and one that is gone is forgotten.
 */
public final class LiveEvents implements SweepListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
  private static final int MOST_LISTENERS = 200;
  private static final int SECONDS_BETWEEN_LOOKS_AT_THE_DATABASE = 10;
  private static final int SECONDS_BETWEEN_SIGNS_OF_LIFE = 15;

  private final SweepBook book;
  private final SweepQueue queue;
  private final JsonMapper json;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(task -> daemon(task, "events-out"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "events"));
  private volatile boolean stale = true;
  private List<SweepSummary> sweeps = List.of();
  private RunBoard watched;
  private long version;
  private long ticks;

  LiveEvents(SweepBook book, SweepQueue queue, JsonMapper json) {
    this.book = book;
    this.queue = queue;
    this.json = json;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** How many pages listen. */
  public int listening() {
    return listeners.size();
  }

  /**
   * @throws Refused if too many listen already
   */
  SseEmitter listen() {
    if (listeners.size() >= MOST_LISTENERS) {
      throw new Refused(MOST_LISTENERS + " pages listen already; close one");
    }
    Listener listener = new Listener(senders, listeners::remove);
    listeners.add(listener);
    listener.offer("sweeps", json.writeValueAsString(book.all()));
    return listener.emitter();
  }

  @Override
  public void accept(SweepEvent event) {
    stale = true;
  }

  private void tick() {
    try {
      ticks++;
      if (listeners.isEmpty()) {
        return;
      }
      if (ticks % SECONDS_BETWEEN_SIGNS_OF_LIFE == 0) {
        listeners.forEach(Listener::alive);
      }
      tellSweeps();
      tellCells();
    } catch (RuntimeException e) {
      LOG.warn("Pages could not be told what is new", e);
    }
  }

  private void tellSweeps() {
    boolean wasStale = stale;
    boolean look = wasStale || ticks % SECONDS_BETWEEN_LOOKS_AT_THE_DATABASE == 0;
    stale = false;
    List<SweepSummary> now = look ? book.all() : book.refreshed(sweeps);
    if (!now.equals(sweeps)) {
      sweeps = now;
      tell("sweeps", json.writeValueAsString(now));
    }
    if (wasStale) {
      tell("history", "{}");
    }
  }

  /** The cells that have changed since the last time. */
  record ChangedCells(String sweep, List<CellSummary> cells) {}

  private void tellCells() {
    Optional<RunningSweep> going = queue.going();
    ActiveRun run = going.map(now -> now.run().get()).orElse(null);
    if (run == null) {
      return;
    }
    if (!Objects.equals(watched, run.board())) {
      watched = run.board();
      version = 0;
    }
    RunBoard.Changes changes = watched.changesSince(version);
    boolean first = version == 0;
    version = changes.version();
    List<Cell> cells = new ArrayList<>();
    changes.cells().stream()
        // At the beginning of a run nothing of what waits has changed.
        .filter(cell -> !first || cell.status() == org.gpicl.store.CellStatus.RUNNING)
        .forEach(cell -> cells.add(cell.cell()));
    if (!cells.isEmpty()) {
      tell(
          "cells",
          json.writeValueAsString(
              new ChangedCells(
                  going.get().sweep().name(), book.cells(going.get().sweep(), cells))));
    }
  }

  private void tell(String event, String data) {
    listeners.forEach(listener -> listener.offer(event, data));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    listeners.forEach(Listener::end);
    senders.shutdownNow();
  }
}
