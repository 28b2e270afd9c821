package org.gpicl.job.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.integration.jdbc.channel.PostgresChannelMessageTableSubscriber;

/**
 * Wakes what waits for something in a queue. PostgreSQL sends word of it on a connection of its
 * own; in case word is lost, a wait ends by itself before long.
 */
final class QueueSignal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueSignal.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

  private final Set<String> sweeps = new HashSet<>();
  private final PostgresChannelMessageTableSubscriber subscriber;
  private long words;

  QueueSignal(DataSourceProperties source) {
    AtomicBoolean first = new AtomicBoolean(true);
    this.subscriber =
        new PostgresChannelMessageTableSubscriber(
            () -> {
              if (!first.getAndSet(false)) {
                // The subscriber itself would try thousands of times a second.
                LockSupport.parkNanos(BEFORE_RECONNECTING.toNanos());
              }
              return connection(source);
            });
    subscriber.start();
  }

  private static PgConnection connection(DataSourceProperties source) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            source.determineUrl(), source.determineUsername(), source.determinePassword());
    return connection.unwrap(PgConnection.class);
  }

  /** Word of a sweep's queue is heard from now on. */
  synchronized void listenTo(String sweep) {
    if (sweeps.add(sweep)) {
      subscriber.subscribe(
          new PostgresChannelMessageTableSubscriber.Subscription() {
            @Override
            public void notifyUpdate() {
              wake();
            }

            @Override
            public String getRegion() {
              return TrainingQueue.REGION;
            }

            @Override
            public Object getGroupId() {
              return sweep;
            }
          });
      LOG.debug("Listening to the queue of sweep {}", sweep);
    }
  }

  synchronized void wake() {
    words++;
    notifyAll();
  }

  synchronized long words() {
    return words;
  }

  /**
   * Waits until there is word.
   *
   * @param heard as {@link #words} was before the queues were found empty
   */
  synchronized void await(long heard) throws InterruptedException {
    if (words == heard) {
      wait(LONGEST_WAIT.toMillis());
    }
  }

  @Override
  public void close() {
    subscriber.stop();
    wake();
  }
}
