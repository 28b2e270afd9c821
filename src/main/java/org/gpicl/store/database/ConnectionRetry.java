package org.gpicl.store.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gpicl.home.settings.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database server that is gone for a while: work that failed for want of a connection
 * is done again until it succeeds or the patience ends. So the work must be such that it may be
 * repeated, since a commit may have arrived whose answer was lost.
 */
public final class ConnectionRetry {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionRetry.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Duration most;
  private final BooleanSupplier enough;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> pause;

  /**
   * @param most how long to wait; zero where waiting is of no use
   * @param enough ends it early, for example because a stop was asked for
   */
  public ConnectionRetry(Duration most, BooleanSupplier enough) {
    this(most, enough, System::nanoTime, time -> LockSupport.parkNanos(time.toNanos()));
  }

  ConnectionRetry(
      Duration most, BooleanSupplier enough, LongSupplier nanoTime, Consumer<Duration> pause) {
    this.most = most;
    this.enough = enough;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** A server may come back; an H2 that has closed itself does not, within this process. */
  public static Duration worthwhile(String url, Duration configured) {
    return url.startsWith("jdbc:h2:") ? Duration.ZERO : configured;
  }

  /**
   * Does some work, again and again if need be.
   *
   * @throws DatabaseGoneException if the database did not come back in time
   */
  public <T> T through(Supplier<T> work) {
    long begun = 0;
    for (boolean first = true; ; first = false) {
      try {
        T result = work.get();
        if (!first) {
          LOG.warn("The database is back after {} s", seconds(begun));
        }
        return result;
      } catch (RuntimeException e) {
        Optional<SQLException> loss = ConnectionLoss.in(e);
        if (loss.isEmpty()) {
          throw e;
        }
        begun = first ? nanoTime.getAsLong() : begun;
        if (nanoTime.getAsLong() - begun >= most.toNanos() || enough.getAsBoolean()) {
          throw new DatabaseGoneException(gone(begun, loss.get()), e);
        }
        if (first) {
          LOG.warn("The database is gone ({}); waiting for it", loss.get().getMessage());
        }
        pause.accept(PAUSE);
      }
    }
  }

  private String gone(long begun, SQLException loss) {
    long waited = seconds(begun);
    return "the database is gone%s: %s"
        .formatted(
            waited > 0 ? " and did not come back in " + waited + " s" : "",
            Secrets.hiddenIn(reason(loss)));
  }

  /** What a pool says is about itself. */
  private static String reason(SQLException loss) {
    String message = String.valueOf(loss.getMessage());
    return message.contains("HikariPool") ? "no connection can be made" : message;
  }

  private long seconds(long since) {
    return Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds();
  }
}
