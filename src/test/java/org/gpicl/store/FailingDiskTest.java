package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.store.FailingDisk.Afterwards;
import org.gpicl.store.cell.TwoCells;
import org.gpicl.store.database.H2Space;
import org.gpicl.sweep.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real H2 file, opened as the program opens it, whose n-th change fails, whole or in part. What
 * the program was told to be stored is there afterwards, and going on from it ends as if nothing
 * had happened.
 *
 * <p>Every change is tried with {@code -Dgpicl.faults.stride=1}.
 */
class FailingDiskTest {
  private static final long STRIDE = Long.getLong("gpicl.faults.stride", 29);
  private static final double[] ARRIVING = {0, 0.5, 1};

  @TempDir Path directory;

  private Path migrated;
  private Map<String, List<String>> undisturbed;

  @Test
  void whateverChangeOfItsFileFailsNothingThatWasStoredIsLost() throws Exception {
    prepare();
    long tried = 0;
    boolean failed = true;
    for (long n = 0; failed; n += STRIDE) {
      Afterwards afterwards = Afterwards.values()[(int) (tried % Afterwards.values().length)];
      double arriving = ARRIVING[(int) (tried / 3 % ARRIVING.length)];
      FailingDisk disk = new FailingDisk(n, arriving, afterwards);
      fail(Files.copy(migrated, directory.resolve("trial-" + n + ".mv.db")), disk);
      failed = disk.failed();
      tried++;
    }
    assertThat(tried).as("changes that failed").isGreaterThan(5);
  }

  private void prepare() throws Exception {
    migrated = directory.resolve("migrated.mv.db");
    try (HikariDataSource source = source("file:" + base(migrated))) {
      TwoCells.migrate(source);
    }
    Path whole = Files.copy(migrated, directory.resolve("undisturbed.mv.db"));
    try (HikariDataSource source = source("file:" + base(whole));
        H2Space space = new H2Space(source)) {
      TwoCells cells = new TwoCells(source, space);
      cells.goOn((cell, now) -> {});
      undisturbed = cells.rows();
    }
  }

  private void fail(Path file, FailingDisk disk) throws Exception {
    Map<String, TwoCells.Stored> told = new HashMap<>();
    WatchedFilePath.register(disk);
    try (HikariDataSource source = source(WatchedFilePath.SCHEME + ":" + base(file));
        H2Space space = new H2Space(source)) {
      new TwoCells(source, space).goOn((cell, now) -> told.put(cell.key(), now));
    } catch (RuntimeException e) {
      assertThat(disk.failed()).as("%s", e).isTrue();
    }
    try (HikariDataSource source = source("file:" + base(file));
        H2Space space = new H2Space(source)) {
      TwoCells cells = new TwoCells(source, space);
      for (Cell cell : TwoCells.cells()) {
        assertThat(cells.stored(cell))
            .as("%s in %s", cell.key(), file)
            .isGreaterThanOrEqualTo(told.getOrDefault(cell.key(), TwoCells.Stored.NOTHING));
      }
      cells.goOn((cell, now) -> {});
      assertThat(cells.rows()).as("%s", file).isEqualTo(undisturbed);
    }
    Files.delete(file);
  }

  private static String base(Path file) {
    String name = file.toString();
    return name.substring(0, name.length() - ".mv.db".length());
  }

  private static HikariDataSource source(String where) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:" + where + ";DB_CLOSE_ON_EXIT=FALSE" + H2Space.URL_OPTIONS);
    config.setMaximumPoolSize(2);
    config.setConnectionTimeout(2_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
