package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.SweepTable;
import org.gpicl.store.backup.DatabaseContents;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellTables;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A real H2 file, with checkpoints in several parts, copied and damaged. */
@Order(1)
class H2FileTest {
  private static final int BLOCK = 4096;
  private static final int FLOATS = 150_000;

  @TempDir Path directory;

  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final Cell finished = sweep.cells().get(0);
  private final Cell halfDone = sweep.cells().get(1);
  private final Random random = new Random(1);
  private H2File file;
  private H2File copy;
  private byte[] killed;

  @BeforeEach
  void aDatabaseThatWasClosed() throws Exception {
    file = H2File.of(directory.resolve("db"));
    copy = H2File.of(directory.resolve("copy"));
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url(file) + H2Space.URL_OPTIONS);
    try (source) {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration/h2", "classpath:db/migration/common")
          .load()
          .migrate();
      JdbcClient jdbc = JdbcClient.create(source);
      new SweepTable(jdbc, Clock.systemUTC()).put(sweep);
      CellLedger ledger =
          new CellLedger(
              CellTables.of(jdbc, Clock.systemUTC()),
              new TransactionTemplate(new DataSourceTransactionManager(source)),
              DatabaseSpace.NOTHING_TO_DO);
      ledger.begin(finished, "images", "engine");
      ledger.finish(
          finished,
          state(10),
          List.of(new Evaluation("train", 0.5, 1, new double[] {0.25, 1.0 / 3})),
          Map.of(),
          1);
      ledger.begin(halfDone, "images", "engine");
      ledger.point(halfDone, new CurvePoint(5, 1, 0.5, 0.5, 0.1));
      ledger.checkpoint(halfDone, state(4), 1);
      ledger.checkpoint(halfDone, state(5), 2);
      killed = Files.readAllBytes(file.path());
    }
  }

  private Checkpoint state(long step) {
    float[] values = new float[FLOATS];
    for (int k = 0; k < FLOATS; k++) {
      values[k] = random.nextFloat();
    }
    List<float[]> arrays = List.of(values);
    return new Checkpoint(new TrainingState(step, arrays, arrays, arrays), TrainingProgress.none());
  }

  @Test
  void aCopyHasEveryRowAndEveryByteOfCheckpointsAndParameters() throws Exception {
    file.copyTo(copy.path());
    DatabaseContents contents = DatabaseContents.checked(copy);
    assertThat(contents.damaged()).isEmpty();
    assertThat(contents.done()).containsExactly(finished.hash());
    assertThat(contents.sweeps()).extracting(SweepTable.Row::name).containsExactly(sweep.name());
    Map<String, List<String>> rows = rows(file);
    assertThat(rows.get("CHECKPOINT_PART")).hasSizeGreaterThan(2);
    assertThat(rows.get("PARAMETERS")).hasSize(1).first().asString().hasSizeGreaterThan(FLOATS);
    assertThat(rows(copy)).isEqualTo(rows);
  }

  @Test
  void aCopyOfAKilledDatabaseIsWholeAndIsNotTakenForDamaged() throws Exception {
    Map<String, List<String>> rows = rows(file);
    Files.write(file.path(), killed);
    assertThatCode(file::check).doesNotThrowAnyException();
    file.copyTo(copy.path());
    assertThat(DatabaseContents.checked(copy).damaged()).isEmpty();
    assertThat(rows(copy)).isEqualTo(rows);
  }

  /** Others have committed since, so that its changes are in the file. */
  @Test
  void aCopyTakenWhileATransactionIsOpenIsWholeAndHasNothingOfIt() throws Exception {
    Map<String, List<String>> rows = rows(file);
    byte[] killedInATransaction;
    H2File snapshot = H2File.of(directory.resolve("snapshot"));
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url(file) + H2Space.URL_OPTIONS);
    try (source;
        Connection open = source.getConnection();
        Connection other = source.getConnection()) {
      open.setAutoCommit(false);
      update(open, "UPDATE curve_point SET loss = 7");
      update(open, "UPDATE checkpoint_part SET bytes = X'07'");
      update(open, "DELETE FROM evaluation");
      update(other, "UPDATE sweep SET name = name");
      new H2Snapshot(source).copyTo(snapshot.path());
      killedInATransaction = Files.readAllBytes(file.path());
    }
    H2File killed = H2File.of(directory.resolve("killed"));
    Files.write(killed.path(), killedInATransaction);
    killed.copyTo(copy.path());

    for (H2File taken : List.of(snapshot, copy)) {
      DatabaseContents contents = DatabaseContents.checked(taken);
      assertThat(contents.damaged()).isEmpty();
      assertThat(contents.done()).containsExactly(finished.hash());
      assertThat(rows(taken)).isEqualTo(rows);
    }
    assertThat(killed.path()).hasBinaryContent(killedInATransaction);
    assertThat(directory)
        .isDirectoryNotContaining("glob:**-whole*")
        .isDirectoryNotContaining("glob:**-open*")
        .isDirectoryNotContaining("glob:**.zip");
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void whicheverBlockIsZeroedACopyIsRefusedOrTellsItOrHasEverything() throws Exception {
    Map<String, List<String>> rows = rows(file);
    byte[] good = Files.readAllBytes(file.path());
    int refused = 0;
    int told = 0;
    // Every block takes a minute; -Dgpicl.faults.stride=1 takes it.
    int stride = Integer.getInteger("gpicl.faults.stride", 97);
    List<Integer> blocks =
        new ArrayList<>(IntStream.range(0, good.length / BLOCK).boxed().toList());
    Collections.shuffle(blocks, new Random(1));
    for (int tried = 0;
        tried < blocks.size() && (tried * stride < blocks.size() || refused == 0 || told == 0);
        tried++) {
      int at = blocks.get(tried) * BLOCK;
      byte[] bad = good.clone();
      Arrays.fill(bad, at, at + BLOCK, (byte) 0);
      // Each in a file of its own, since H2 may keep one locked for a while that it could not open.
      H2File damaged = H2File.of(directory.resolve("block-" + at));
      Files.write(damaged.path(), bad);
      try {
        damaged.copyTo(copy.path());
        if (DatabaseContents.checked(copy).damaged().isEmpty()) {
          assertThat(rows(copy)).as("block at %d", at).isEqualTo(rows);
        } else {
          told++;
        }
      } catch (DamagedDatabaseException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      } finally {
        Files.delete(damaged.path());
      }
    }
    assertThat(refused).as("pages that the copying could not read").isPositive();
    assertThat(told).as("checkpoints and parameters of other bytes").isPositive();
  }

  @Test
  void aFileThatWasCutAfterItWasClosedIsNotOpenedAtAnOlderState() throws Exception {
    byte[] good = Files.readAllBytes(file.path());
    assertThatCode(file::check).doesNotThrowAnyException();
    for (int part = 1; part < 20; part++) {
      Files.write(file.path(), Arrays.copyOf(good, good.length / 20 * part));
      assertThatThrownBy(file::check)
          .as("%d of 20", part)
          .isInstanceOf(DamagedDatabaseException.class);
      assertThatThrownBy(() -> file.copyTo(copy.path()))
          .isInstanceOf(DamagedDatabaseException.class);
    }
  }

  @Test
  void garbageAnEmptyFileAndAFileOfANewerH2AreToldApart() throws Exception {
    byte[] good = Files.readAllBytes(file.path());
    Files.write(file.path(), newerFormat(good));
    assertThatThrownBy(() -> file.copyTo(copy.path()))
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> rows(file))
        .satisfies(e -> assertThat(DatabaseDamage.in(e)).get().asString().contains("newer"));

    byte[] garbage = new byte[good.length];
    random.nextBytes(garbage);
    Files.write(file.path(), garbage);
    assertThatThrownBy(() -> file.copyTo(copy.path())).isInstanceOf(DamagedDatabaseException.class);
    assertThatThrownBy(() -> rows(file)).matches(e -> DatabaseDamage.in(e).isPresent());

    Files.write(file.path(), new byte[0]);
    assertThatThrownBy(() -> file.copyTo(copy.path()))
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void aFailureThatIsNotTheFilesIsNotCalledDamage() throws Exception {
    Path nowhere = directory.resolve("nowhere").resolve("copy.mv.db");
    Files.writeString(directory.resolve("nowhere"), "a file, not a folder");
    assertThatThrownBy(() -> file.copyTo(nowhere)).isInstanceOf(IOException.class);
    assertThat(DatabaseDamage.in(new IllegalStateException("ours"))).isEmpty();
    MVStoreException full =
        DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "No space left on device");
    MVStoreException panic =
        DataUtils.newMVStoreException(DataUtils.ERROR_INTERNAL, "{0}", full.toString(), full);
    assertThat(DatabaseDamage.in(panic)).isEmpty();
    try (Connection open = DriverManager.getConnection(url(file))) {
      assertThatThrownBy(() -> DriverManager.getConnection(url(file) + ";USER=somebody"))
          .isInstanceOf(SQLException.class)
          .matches(e -> DatabaseDamage.in(e).isEmpty());
    }
  }

  /** With the number of a format that does not exist yet, and the checksum that goes with it. */
  private static byte[] newerFormat(byte[] good) {
    byte[] newer = good.clone();
    for (int at = 0; at < 2 * BLOCK; at += BLOCK) {
      String header =
          new String(newer, at, BLOCK, StandardCharsets.ISO_8859_1).replace("format:3", "format:9");
      int end = header.indexOf(",fletcher:");
      byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
      String sum = ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, end));
      System.arraycopy(bytes, 0, newer, at, BLOCK);
      byte[] sumBytes = (sum + "\n").getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(sumBytes, 0, newer, at + end, sumBytes.length);
    }
    return newer;
  }

  private static String url(H2File file) {
    return "jdbc:h2:file:" + file.database() + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  /** Every row of every table as text, bytes in hexadecimal. */
  private static Map<String, List<String>> rows(H2File file) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url(file))) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      List<String> tables =
          jdbc.sql(
                  "SELECT table_name FROM information_schema.tables"
                      + " WHERE table_schema = 'PUBLIC' AND table_type = 'BASE TABLE'")
              .query(String.class)
              .list();
      for (String table : tables) {
        rows.put(
            table,
            jdbc
                .sql("SELECT * FROM \"" + table + '"')
                .query(
                    (row, index) -> {
                      StringBuilder text = new StringBuilder();
                      for (int k = 1; k <= row.getMetaData().getColumnCount(); k++) {
                        text.append(row.getString(k)).append('|');
                      }
                      return text.toString();
                    })
                .list()
                .stream()
                .sorted()
                .toList());
      }
    }
    return rows;
  }
}
