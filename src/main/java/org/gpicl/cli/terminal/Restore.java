package org.gpicl.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.SweepTable;
import org.gpicl.store.backup.Backups;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DatabaseContents;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.web.control.ExitCode;

/** Replaces the database with a backup, once a copy of the backup has been checked. */
public final class Restore {
  private final Home home;
  private final H2File database;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  public Restore(Home home, Clock clock, PrintStream out, PrintStream err) {
    this.home = home;
    this.database = H2File.of(home.database());
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /**
   * @param named a path or a name; null for the newest complete backup
   */
  public int from(Path named) throws IOException {
    if (named != null) {
      return tried(new H2File(found(named))) ? ExitCode.DONE : ExitCode.FAILED;
    }
    List<Backups.Backup> backups =
        new Backups(home).all().stream().filter(Backups.Backup::whole).toList();
    for (Backups.Backup backup : backups) {
      if (tried(backup.file())) {
        return ExitCode.DONE;
      }
    }
    err.println(
        backups.isEmpty()
            ? "There are no backups in "
                + home.backups()
                + "; --backup FILE restores one from elsewhere."
            : "None of the backups could be restored; the database is as it was.");
    return backups.isEmpty() ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private Path found(Path named) throws IOException {
    Path inHome = home.backups().resolve(named);
    Path found = Files.exists(named) ? named : inHome;
    if (!Files.isRegularFile(found)) {
      throw new NoSuchFileException(named.toString(), null, "there is no such backup");
    }
    return found.toAbsolutePath();
  }

  private boolean tried(H2File backup) throws IOException {
    H2File copy = H2File.of(database.path().resolveSibling("gpicl.restored.part"));
    try {
      backup.copyTo(copy.path());
      DatabaseContents contents = DatabaseContents.checked(copy);
      Optional<Path> before = replaceBy(copy);
      report(backup, contents, before);
      return true;
    } catch (DamagedDatabaseException e) {
      err.printf("%s is damaged: %s.%n", backup.path(), e.getMessage());
      return false;
    } finally {
      Files.deleteIfExists(copy.path());
    }
  }

  /** There is a database at every moment: without one, the home would look like a new one. */
  private Optional<Path> replaceBy(H2File copy) throws IOException {
    Optional<Path> before = Optional.empty();
    if (Files.exists(database.path())) {
      Path kept =
          database
              .path()
              .resolveSibling(
                  "gpicl-damaged-" + Backups.TIME.format(clock.instant()) + H2File.ENDING);
      Files.deleteIfExists(kept);
      try {
        Files.createLink(kept, database.path());
      } catch (UnsupportedOperationException noLinksHere) {
        Files.copy(database.path(), kept);
      }
      before = Optional.of(kept);
    }
    WholeFile.finish(copy.path(), database.path());
    return before;
  }

  private void report(H2File backup, DatabaseContents contents, Optional<Path> before)
      throws IOException {
    out.printf(
        "Restored the state of %s from %s:%n",
        DamageReport.LOCAL.format(Files.getLastModifiedTime(backup.path()).toInstant()),
        backup.path());
    if (contents.sweeps().isEmpty()) {
      out.println("  no sweeps");
    }
    for (SweepTable.Row sweep : contents.sweeps()) {
      out.printf("  sweep %s: %s%n", sweep.name(), done(sweep, contents));
    }
    contents.damaged().forEach(part -> out.println("  damaged in it: " + part));
    before.ifPresent(kept -> out.println("The previous file is kept as " + kept));
    out.println(
        "`gpicl resume NAME` continues from there and repeats what was done since; `gpicl report NAME --rebuild` first restores what it can from the CSV files in "
            + home.sweep("NAME"));
  }

  private static String done(SweepTable.Row row, DatabaseContents contents) {
    try {
      Sweep sweep = row.sweep();
      long done = sweep.cells().stream().map(Cell::hash).filter(contents.done()::contains).count();
      return done + " of " + sweep.cells().size() + " cells done";
    } catch (SweepFileException e) {
      return "stored by another version of this program, which reads it";
    }
  }
}
