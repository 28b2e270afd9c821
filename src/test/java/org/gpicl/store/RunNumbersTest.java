package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The numbers of runs, in a database whose process is killed. */
class RunNumbersTest {
  private static final Sweep SWEEP = SweepFile.parse(StoreTest.SWEEP, "test", List.of());

  @TempDir Path directory;

  private SingleConnectionDataSource open(String version) {
    SingleConnectionDataSource source =
        new SingleConnectionDataSource("jdbc:h2:file:" + directory.resolve("db"), true);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/h2", "classpath:db/migration/common")
        .target(version)
        .load()
        .migrate();
    return source;
  }

  private static long run(SingleConnectionDataSource source) {
    JdbcClient jdbc = JdbcClient.create(source);
    new SweepTable(jdbc, Clock.systemUTC()).put(SWEEP);
    return new RunTable(jdbc, Clock.systemUTC())
        .begin(new RunTable.Beginning(SWEEP.name(), "vector", 1, "test", "owner", ""));
  }

  /** What is on the disk stays; the process has no chance to do anything else. */
  private static void kill(SingleConnectionDataSource source) {
    JdbcClient jdbc = JdbcClient.create(source);
    jdbc.sql("CHECKPOINT SYNC").update();
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException theDatabaseIsClosed) {
      // That is what was asked for.
    }
    source.destroy();
  }

  @Test
  void runsAreNumberedConsecutivelyAcrossKills() {
    for (long number = 1; number <= 3; number++) {
      SingleConnectionDataSource source = open("latest");
      assertThat(run(source)).isEqualTo(number);
      kill(source);
    }
  }

  @Test
  void aHomeOfAnEarlierVersionLosesNoMoreNumbersOnceItIsMigrated() {
    SingleConnectionDataSource before = open("6");
    assertThat(run(before)).isEqualTo(1);
    kill(before);
    SingleConnectionDataSource after = open("latest");
    long next = run(after);
    kill(after);
    SingleConnectionDataSource later = open("latest");
    assertThat(run(later)).isEqualTo(next + 1);
    later.destroy();
  }
}
