package org.gpicl.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.gpicl.machine.threads.DaemonThreads;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets H2 write over replaced data only after what replaced it has surely reached the disk.
 *
 * <p>H2 appends each commit to its file, and takes the room of data that is needed no longer once
 * it is a certain time old ({@code RETENTION_TIME}). With the usual 45 seconds, the file grows by
 * all that was written meanwhile; with none, a power cut may leave a file whose newest data never
 * arrived and whose older data was written over. So the age is set to its most, 24 days, and room
 * is freed right behind a sync instead. H2 would also gather what little is left of old data, but
 * not while every commit is written at once, as ours are: that is done here as well, a little at a
 * time.
 */
public final class H2Space implements DatabaseSpace, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(H2Space.class);

  /** Belongs into the URL: without it H2 frees room by age. */
  public static final String URL_OPTIONS = ";WRITE_DELAY=0;RETENTION_TIME=" + Integer.MAX_VALUE;

  private static final int NEVER = Integer.MAX_VALUE;
  private static final long SECONDS = 2;
  private static final int WANTED_PER_CENT = 80;

  /** Less than what makes H2 write on its own in the middle of it. */
  private static final int GATHERED_BYTES = 1 << 20;

  private static final Duration LONGEST_SHRINKING = Duration.ofMinutes(2);
  private static final int FRUITLESS_ROUNDS = 4;
  private static final int MOST_PER_CENT = 95;
  private static final int MOVED_BYTES = 16 << 20;

  private final MVStore store;
  private final ScheduledExecutorService timer;
  private long versionBefore = -1;

  /** Opens it on an H2 file that was opened with {@link #URL_OPTIONS}. */
  public H2Space(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      JdbcConnection h2 = connection.unwrap(JdbcConnection.class);
      this.store = ((SessionLocal) h2.getSession()).getDatabase().getStore().getMvStore();
    }
    this.timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("database-space"));
    timer.scheduleWithFixedDelay(this::reclaim, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void reclaim() {
    if (store.isClosed() || store.getCurrentVersion() == versionBefore) {
      return;
    }
    FileStore<?> file = store.getFileStore();
    try {
      // Most of it is written out here, while others go on; what they add meanwhile is little.
      file.sync();
      store.executeFilestoreOperation(() -> free(file, GATHERED_BYTES));
      versionBefore = store.getCurrentVersion();
    } catch (RuntimeException e) {
      LOG.warn("The database's free room could not be reclaimed; its file grows", e);
    }
  }

  /** Nothing else is stored while this runs. */
  private void free(FileStore<?> file, int gatheredBytes) {
    file.sync();
    file.setRetentionTime(0);
    try {
      file.dropUnusedChunks();
      store.compact(WANTED_PER_CENT, gatheredBytes);
    } finally {
      file.setRetentionTime(NEVER);
    }
  }

  /** In rounds, each behind a sync: what lies far back in the file is moved into free room. */
  @Override
  public synchronized boolean shrink() {
    long end = System.nanoTime() + LONGEST_SHRINKING.toNanos();
    for (int fruitless = 0; fruitless < FRUITLESS_ROUNDS && System.nanoTime() < end; ) {
      if (store.isClosed() || !(store.getFileStore() instanceof RandomAccessStore file)) {
        return false;
      }
      long before = file.size();
      try {
        file.sync();
        store.executeFilestoreOperation(() -> free(file, MOVED_BYTES));
        file.compactMoveChunks(MOST_PER_CENT, MOVED_BYTES, store);
      } catch (RuntimeException e) {
        LOG.warn("The database's file could not be made smaller", e);
        return false;
      }
      fruitless = file.size() < before ? 0 : fruitless + 1;
    }
    return true;
  }

  @Override
  public synchronized void close() {
    timer.shutdown();
  }
}
