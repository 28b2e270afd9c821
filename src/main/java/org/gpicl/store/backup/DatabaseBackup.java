package org.gpicl.store.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gpicl.home.Home;
import org.gpicl.home.files.WholeFile;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.UnfinishedMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database after each run. The copying reads all of it, so it finds damage too. A run
 * that was stopped has no time for it, and one that was killed does not come to it: then it is done
 * before the next one.
 */
public final class DatabaseBackup {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBackup.class);
  private static final long SAID_FROM_BYTES = 200_000_000;
  private static final long LOOK_MILLISECONDS = 50;

  private final Home home;
  private final H2File database;
  private final Backups backups;
  private final Path due;
  private final Clock clock;
  private final PrintStream err;
  private final Copy copy;
  private boolean abandoned;
  private boolean finished;
  private volatile boolean failed;

  /**
   * How things are.
   *
   * @param newest when the newest sound backup was made; empty if there is none
   * @param due whether some change is in no backup
   * @param failed whether the last attempt failed, or found damage
   */
  public record State(Optional<Instant> newest, boolean due, boolean failed) {}

  /** Copies the database to a file. */
  @FunctionalInterface
  public interface Copy {
    void to(Path target) throws IOException;
  }

  /** Of a database that is not open. */
  public DatabaseBackup(Home home, Clock clock, PrintStream err) {
    this(home, clock, err, H2File.of(home.database())::copyTo);
  }

  public DatabaseBackup(Home home, Clock clock, PrintStream err, Copy copy) {
    this.home = home;
    this.database = H2File.of(home.database());
    this.copy = copy;
    this.backups = new Backups(home);
    this.due = home.backups().resolve("due");
    this.clock = clock;
    this.err = err;
  }

  /** A run begins: what it changes is in no backup until the next one is made. */
  public void changes() {
    try {
      Files.createDirectories(due.getParent());
      Files.deleteIfExists(due);
      Files.createFile(due);
      WholeFile.forceNames(due.getParent());
    } catch (IOException e) {
      warn(e.toString());
    }
  }

  /**
   * Makes up for a backup that an earlier run did not come to.
   *
   * @return false if a stop was asked for meanwhile
   * @throws DamagedDatabaseException if the database is damaged; all backups are kept
   */
  public boolean beforeARun(StopSignal stop) throws InterruptedException {
    try {
      new UnfinishedMigration(home.database()).undo();
      if (!Files.exists(database.path()) && !backups.all().isEmpty()) {
        err.printf(
            "There is no database in %s, so a new one is begun; `gpicl restore` takes back the newest of those in %s.%n",
            database.path().getParent(), home.backups());
      }
      return !isDue() || copied(stop);
    } catch (IOException e) {
      warn(e.getMessage());
      return true;
    }
  }

  /** Backs up what a run has changed; never fails it. A stop that is asked for ends it. */
  public void afterARun(StopSignal stop) throws InterruptedException {
    try {
      if (isDue() && !copied(stop)) {
        err.println(
            "The database was not backed up, since the program ends; the next one does it when it begins.");
      }
    } catch (DamagedDatabaseException e) {
      failed = true;
      LOG.error("The database is damaged", e);
      err.println(DamageReport.of(home, e.getMessage()));
    } catch (IOException e) {
      warn(e.getMessage());
    }
  }

  public State state() {
    Optional<Instant> newest;
    try {
      newest = backups.newestWhole().map(Backups.Backup::at);
    } catch (IOException e) {
      LOG.debug("The backups cannot be listed", e);
      newest = Optional.empty();
    }
    return new State(newest, Files.exists(due), failed);
  }

  private boolean isDue() throws IOException {
    return Files.exists(database.path())
        && Files.size(database.path()) > 0
        && (Files.exists(due) || backups.all().isEmpty());
  }

  /** Copies on a thread that is not waited for once a stop is asked for. */
  private boolean copied(StopSignal stop) throws IOException, InterruptedException {
    long bytes = Files.size(database.path());
    if (bytes >= SAID_FROM_BYTES) {
      err.printf(Locale.ROOT, "Backing up the database, %.1f GB ...%n", bytes / 1e9);
    }
    FutureTask<Void> copying =
        new FutureTask<>(
            () -> {
              copy();
              return null;
            });
    new DaemonThreads("backup").newThread(copying).start();
    while (true) {
      try {
        copying.get(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException notYet) {
        if (stop.raised() && abandon()) {
          return false;
        }
      } catch (ExecutionException e) {
        discard();
        throw failure(e.getCause());
      }
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof DamagedDatabaseException damaged) {
      throw damaged;
    }
    return new IOException(cause.toString(), cause);
  }

  private void copy() throws IOException {
    long begun = System.nanoTime();
    begin();
    Instant at = clock.instant();
    H2File made = backups.inTheMaking();
    copy.to(made.path());
    DatabaseContents contents = DatabaseContents.checked(made);
    Path backup = keep(made, at, contents);
    if (backup != null) {
      LOG.info(
          "The database was backed up to {} in {} ms",
          backup,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
  }

  /** A server makes one after the other. */
  private synchronized void begin() {
    finished = false;
  }

  private synchronized Path keep(H2File made, Instant at, DatabaseContents contents)
      throws IOException {
    if (abandoned) {
      discard();
      return null;
    }
    boolean whole = contents.damaged().isEmpty();
    Path backup = backups.keep(made, at, whole);
    Files.deleteIfExists(due);
    finished = true;
    failed = !whole;
    if (!whole) {
      err.printf(
          "Damaged in the database: %s. The backups from before it was are kept beside %s; `gpicl restore` takes back the newest of them.%n",
          String.join("; ", contents.damaged()), backup);
    }
    return backup;
  }

  /** False if it was finished just now. */
  private synchronized boolean abandon() {
    if (!finished) {
      abandoned = true;
      discard();
    }
    return abandoned;
  }

  private void discard() {
    try {
      backups.discard();
    } catch (IOException e) {
      LOG.warn("What is left of a backup in the making could not be removed", e);
    }
  }

  private void warn(String reason) {
    failed = true;
    LOG.warn("The database was not backed up: {}", reason);
    err.printf("The database was not backed up: %s. The next run tries it again.%n", reason);
  }
}
