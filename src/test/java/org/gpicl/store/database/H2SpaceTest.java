package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellTables;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The size of a real H2 file, opened as the program opens it, in the middle of its use. */
class H2SpaceTest {
  private static final int CHECKPOINTS = 50;
  private static final int FLOATS = 400_000;
  private static final long LIVE_BYTES = 2L * 3 * Float.BYTES * FLOATS;

  @TempDir Path directory;

  private final Cell cell = SweepFile.parse(StoreTest.SWEEP, "test", List.of()).cells().get(1);
  private final Random random = new Random(1);
  private HikariDataSource source;
  private H2Space space;

  @BeforeEach
  void open() throws Exception {
    source = new HikariDataSource();
    source.setJdbcUrl(
        "jdbc:h2:file:"
            + directory.resolve("db")
            + ";DB_CLOSE_ON_EXIT=FALSE"
            + H2Space.URL_OPTIONS);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/h2", "classpath:db/migration/common")
        .load()
        .migrate();
    space = new H2Space(source);
  }

  @AfterEach
  void close() {
    space.close();
    source.close();
  }

  @Tag("full")
  @Test
  void theFileStaysBelowThreeTimesItsLiveDataWhileBigCheckpointsReplaceEachOther()
      throws Exception {
    CellLedger ledger = ledger(space);
    ledger.begin(cell, "images", "engine");
    long largest = 0;
    for (long step = 1; step <= CHECKPOINTS; step++) {
      ledger.point(cell, new CurvePoint(step, 1, 0.5, 0.5, 0.1));
      ledger.checkpoint(cell, state(step), step);
      largest = Math.max(largest, bytes());
    }
    assertThat(largest).isBetween(LIVE_BYTES, 3 * LIVE_BYTES);
    CellLedger.Beginning again = ledger.begin(cell, "images", "engine");
    assertThat(again.checkpoint().orElseThrow().state().step()).isEqualTo(CHECKPOINTS);
  }

  @Test
  void theFileDoesNotGrowWithTheNumberOfShortTransactions() throws Exception {
    CellLedger ledger = ledger(space);
    ledger.begin(cell, "images", "engine");
    for (long step = 1; step <= 2000; step++) {
      ledger.stop(cell);
      if (step % 100 == 0) {
        space.reclaim();
      }
    }
    assertThat(bytes()).isLessThan(8 << 20);
  }

  @Test
  void roomIsNotFreedBeforeItWasReclaimed() throws Exception {
    CellLedger ledger = ledger(DatabaseSpace.NOTHING_TO_DO);
    space.close();
    ledger.begin(cell, "images", "engine");
    for (long step = 1; step <= 6; step++) {
      ledger.checkpoint(cell, state(step), step);
    }
    assertThat(bytes()).as("all six are in the file").isGreaterThan(3 * LIVE_BYTES);
  }

  @Test
  void whatWasRemovedGoesBackToTheDiskAndTheRestIsStillThere() throws Exception {
    Cell other = SweepFile.parse(StoreTest.SWEEP, "test", List.of()).cells().get(0);
    CellLedger ledger = ledger(space);
    ledger.begin(other, "images", "engine");
    ledger.begin(cell, "images", "engine");
    for (long step = 1; step <= 4; step++) {
      ledger.checkpoint(cell, state(step), step);
      ledger.checkpoint(other, state(step), step);
    }
    assertThat(bytes()).isGreaterThan(2 * LIVE_BYTES);
    new Removal(
            JdbcClient.create(source),
            new SweepTable(JdbcClient.create(source), Clock.systemUTC()),
            new RunTable(JdbcClient.create(source), Clock.systemUTC()),
            new OrderTable(JdbcClient.create(source), Clock.systemUTC(), "here"),
            new TransactionTemplate(new DataSourceTransactionManager(source)),
            space)
        .cells(List.of(cell.hash()), (hashes, sweeps) -> hashes);
    assertThat(space.shrink()).isTrue();
    assertThat(bytes()).isBetween(LIVE_BYTES, LIVE_BYTES + LIVE_BYTES / 4);
    assertThat(ledger.begin(other, "images", "engine").checkpoint().orElseThrow().state().step())
        .isEqualTo(4);
  }

  private long bytes() throws Exception {
    return Files.size(directory.resolve("db.mv.db"));
  }

  private Checkpoint state(long step) {
    return new Checkpoint(
        new TrainingState(step, numbers(), numbers(), numbers()), TrainingProgress.none());
  }

  private List<float[]> numbers() {
    float[] numbers = new float[FLOATS];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = random.nextFloat();
    }
    return List.of(numbers);
  }

  private CellLedger ledger(DatabaseSpace withSpace) {
    JdbcClient jdbc = JdbcClient.create(source);
    return new CellLedger(
        CellTables.of(jdbc, Clock.systemUTC()),
        new TransactionTemplate(new DataSourceTransactionManager(source)),
        withSpace);
  }
}
