package org.gpicl.job.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.store.OrderTable;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.tasks.images.ImageLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what a server is asked to run: one sweep at a time, since a sweep takes all workers. The
 * orders are in the database, so a server that was killed continues what it was running, once.
 */
public final class SweepQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SweepQueue.class);

  private final OrderTable orders;
  private final SweepRunner runner;
  private final ImageLibrary images;
  private final Duration patience;
  private final Clock clock;
  private final Consumer<SweepEvent> events;
  private final Consumer<Throwable> broken;
  private final Thread thread = new Thread(this::work, "sweeps");
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile QueuedRun current;

  /**
   * @param patience how long to wait for a database server that is gone
   * @param events called on the thread that runs the sweeps
   * @param broken called if the queue cannot continue, since the database is damaged
   */
  public SweepQueue(
      OrderTable orders,
      SweepRunner runner,
      ImageLibrary images,
      Duration patience,
      Clock clock,
      Consumer<SweepEvent> events,
      Consumer<Throwable> broken) {
    this.orders = orders;
    this.runner = runner;
    this.images = images;
    this.patience = patience;
    this.clock = clock;
    this.events = events;
    this.broken = broken;
  }

  /** Starts with what an earlier server was running, then with what is waiting. */
  public void start() {
    thread.start();
  }

  /** Adds an order, unless its sweep is there already; a scheduled one is recorded even then. */
  public synchronized Placement place(OrderTable.Order order) {
    Optional<OrderTable.Row> there =
        orders.unfinished().stream()
            .filter(row -> row.order().sweep().equals(order.sweep()))
            .findFirst();
    if (there.isPresent()) {
      if (order.origin() == OrderTable.Origin.SCHEDULE) {
        record(order, OrderTable.State.SKIPPED, stillThere(there.get()));
      }
      return new Placement.AlreadyThere(there.get());
    }
    long id = orders.add(order, OrderTable.State.WAITING, "");
    notifyAll();
    orders.find(id).ifPresent(row -> publish(new SweepEvent.Waiting(row)));
    return new Placement.Accepted(id);
  }

  private static String stillThere(OrderTable.Row before) {
    return "the run of %s was still %s"
        .formatted(
            before.begunAt().orElse(before.orderedAt()),
            before.state() == OrderTable.State.RUNNING ? "going" : "waiting");
  }

  /** Records a scheduled time at which no server was running and that is not made up for. */
  public synchronized void missed(OrderTable.Order order, String reason) {
    record(order, OrderTable.State.MISSED, reason);
  }

  private void record(OrderTable.Order order, OrderTable.State state, String reason) {
    long id = orders.add(order, state, reason);
    orders.find(id).ifPresent(row -> publish(new SweepEvent.NotRun(row)));
  }

  /** The sweep that runs now. */
  public Optional<RunningSweep> running() {
    return Optional.ofNullable(current).map(QueuedRun::running);
  }

  /** Whether it accepts orders. */
  public boolean alive() {
    return thread.isAlive() && !closing.get();
  }

  /** What a killed server was running, until this one resumes it. */
  public List<OrderTable.Row> brokenOff() {
    return orders.unfinished().stream()
        .filter(row -> row.state() == OrderTable.State.RUNNING)
        .toList();
  }

  /** What waits, in order. */
  public List<OrderTable.Row> waiting() {
    return orders.unfinished().stream()
        .filter(row -> row.state() == OrderTable.State.WAITING)
        .toList();
  }

  /** The sweep of an order. */
  public String sweepOf(long order) {
    return orders.find(order).map(row -> row.order().sweep()).orElse("");
  }

  /** Stops a sweep, or takes it out of the queue; false if it is not there. */
  public synchronized boolean stop(String sweep) {
    QueuedRun now = current;
    if (now != null && now.running().is(sweep)) {
      now.askToStop();
      return true;
    }
    Optional<OrderTable.Row> waiting =
        waiting().stream().filter(row -> row.order().sweep().equals(sweep)).findFirst();
    waiting.ifPresent(row -> end(row, OrderTable.State.STOPPED, "it had not begun"));
    return waiting.isPresent();
  }

  private void work() {
    while (!closing.get()) {
      try {
        Optional<OrderTable.Row> next = next();
        if (next.isPresent()) {
          execute(next.get());
        }
      } catch (DamagedDatabaseException e) {
        broken.accept(e);
        return;
      } catch (RuntimeException e) {
        LOG.error("The queue cannot continue", e);
        broken.accept(e);
        return;
      }
    }
  }

  /** The next order; empty when the queue closes. */
  private synchronized Optional<OrderTable.Row> next() {
    while (!closing.get()) {
      List<OrderTable.Row> left = patiently(orders::unfinished);
      if (!left.isEmpty()) {
        return Optional.of(left.get(0));
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void execute(OrderTable.Row row) {
    RunResult result;
    QueuedRun run = null;
    try {
      run = new QueuedRun(row);
      current = run;
      if (closing.get()) {
        return;
      }
      store(() -> orders.begins(row.id()));
      publish(new SweepEvent.Begun(orders.find(row.id()).orElse(row)));
      result = run.run(runner, images, clock, notice -> notice(row, notice));
    } catch (SweepFileException e) {
      result = RunResult.Broken.by(e);
    } finally {
      current = null;
    }
    boolean continues =
        closing.get()
            && result.state() == OrderTable.State.STOPPED
            && run != null
            && !run.stoppedForGood();
    if (continues) {
      LOG.info("Sweep {} continues when the server is back", row.order().sweep());
    } else {
      end(row, result.state(), result.message());
    }
  }

  private void notice(OrderTable.Row row, String notice) {
    LOG.warn("{}: {}", row.order().sweep(), notice);
    store(() -> orders.note(row.id(), notice));
  }

  private void end(OrderTable.Row row, OrderTable.State state, String message) {
    store(() -> orders.ends(row.id(), state, message));
    LOG.info("Order {} of sweep {}: {} {}", row.id(), row.order().sweep(), state, message);
    publish(new SweepEvent.Ended(orders.find(row.id()).orElse(row)));
  }

  private void publish(SweepEvent event) {
    try {
      events.accept(event);
    } catch (RuntimeException e) {
      LOG.error("A listener failed on {}", event, e);
    }
  }

  /** Work that returns nothing. */
  private void store(Runnable work) {
    patiently(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T patiently(Supplier<T> work) {
    return new ConnectionRetry(patience, closing::get).through(work);
  }

  /** Stops what runs; the next server continues it. */
  @Override
  public void close() {
    closing.set(true);
    QueuedRun now = current;
    if (now != null) {
      now.interrupt();
    }
    synchronized (this) {
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
