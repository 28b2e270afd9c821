package org.gpicl.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellTables;
import org.gpicl.store.cell.TwoCells;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of a cell that is done and one that is not, and what is reported of it. */
class DatabaseContentsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private static final Cell DONE = TwoCells.cells().get(0);
  private static final Cell HALF_DONE = TwoCells.cells().get(1);

  private static byte[] database;

  @TempDir Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Home home;
  private H2File file;
  private DatabaseBackup backup;

  @BeforeAll
  static void aDatabaseOfTwoCells(@TempDir Path elsewhere) throws Exception {
    H2File file = H2File.of(elsewhere.resolve("db"));
    SingleConnectionDataSource source = new SingleConnectionDataSource(file.url(), true);
    try {
      TwoCells.migrate(source);
      JdbcClient jdbc = JdbcClient.create(source);
      new SweepTable(jdbc, CLOCK)
          .put(SweepFile.parse("recipe: small", "test", List.of("name=mine")));
      CellLedger ledger =
          new CellLedger(
              CellTables.of(jdbc, CLOCK),
              new TransactionTemplate(new DataSourceTransactionManager(source)),
              DatabaseSpace.NOTHING_TO_DO);
      ledger.begin(DONE, "images", "engine");
      ledger.finish(DONE, at(10), List.of(), Map.of(), 1);
      ledger.begin(HALF_DONE, "images", "engine");
      ledger.checkpoint(HALF_DONE, at(4), 1);
    } finally {
      source.destroy();
    }
    database = Files.readAllBytes(file.path());
  }

  @BeforeEach
  void aHomeThatHasIt() throws Exception {
    home = new Home(directory);
    home.create();
    file = H2File.of(home.database());
    Files.write(file.path(), database);
    backup = new DatabaseBackup(home, CLOCK, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private static Checkpoint at(long step) {
    return new Checkpoint(
        new TrainingState(step, List.of(new float[4]), List.of(), List.of()),
        TrainingProgress.none());
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(file.url())) {
      connection.createStatement().execute(sql);
    }
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void areItsSweepsAndTheCellsThatAreDone() throws Exception {
    for (DatabaseContents contents :
        List.of(DatabaseContents.brief(file), DatabaseContents.checked(file))) {
      assertThat(contents.sweeps()).extracting(SweepTable.Row::name).containsExactly("mine");
      assertThat(contents.done()).containsExactly(DONE.hash());
      assertThat(contents.damaged()).isEmpty();
    }
  }

  @Test
  void withDamagedPartsAreKeptAsideAndTheUserIsToldWhichTheyAre() throws Exception {
    execute("UPDATE checkpoint_part SET bytes = X'01'");
    execute("UPDATE parameters SET state = X'01'");
    assertThat(DatabaseContents.checked(file).damaged())
        .containsExactly(
            "a checkpoint of " + HALF_DONE.key() + ", step 4",
            "the final parameters of " + DONE.key());

    backup.changes();
    backup.afterARun(new StopSignal());

    assertThat(said())
        .contains("a checkpoint of " + HALF_DONE.key() + ", step 4; the final parameters of ");
    assertThat(backup.state().failed()).isTrue();
    assertThat(backup.state().due()).isFalse();
    assertThat(backup.state().newest()).as("none is whole").isEmpty();
    assertThat(DamageReport.of(home, "it burned"))
        .contains("gpicl-20260101T120000Z-damaged.mv.db", "1 cells done, with damaged parts");
  }

  @Test
  void ofAProgramThatHadNotMadeItsTablesAreNothing() throws Exception {
    H2File older = H2File.of(directory.resolve("older"));
    try (Connection connection = DriverManager.getConnection(older.url())) {
      connection.createStatement().execute("CREATE TABLE CELL (X INT)");
    }
    DatabaseContents contents = DatabaseContents.checked(older);
    assertThat(contents.done()).isEmpty();
    assertThat(contents.sweeps()).isEmpty();
    assertThatThrownBy(() -> DatabaseContents.brief(older))
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessageContaining("\"SWEEP\" not found");
  }

  @Test
  void ofAFileThatIsInUseCannotBeRead() throws Exception {
    try (Connection open = DriverManager.getConnection(file.url())) {
      assertThat(open.isValid(0)).isTrue();
      assertThatThrownBy(() -> DatabaseContents.checked(file)).matches(H2File::isInUse);
    }
  }

  @Test
  void areNotBackedUpWhileTheProgramEnds() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Void> late =
        new FutureTask<>(
            () -> {
              throw new IOException("too late");
            });
    DatabaseBackup slow =
        new DatabaseBackup(
            home,
            CLOCK,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            target -> {
              Files.createFile(target);
              begun.countDown();
              try {
                late.get();
              } catch (InterruptedException | ExecutionException e) {
                throw new IOException(e);
              }
            });
    StopSignal stop = new StopSignal();
    slow.changes();
    FutureTask<Void> ends =
        new FutureTask<>(
            () -> {
              begun.await();
              stop.raise();
              return null;
            });
    new Thread(ends).start();
    slow.afterARun(stop);
    late.run();
    assertThat(said()).contains("was not backed up, since the program ends");
    assertThat(slow.state().due()).isTrue();
    assertThat(slow.state().failed()).isFalse();
    assertThat(home.backups()).as("half a copy").isDirectoryNotContaining("glob:**gpicl*");
  }

  @Test
  void whoseCopyFailsAreTriedAgainByTheNextRun() throws Exception {
    DatabaseBackup failing =
        new DatabaseBackup(
            home,
            CLOCK,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            target -> {
              Files.createFile(target);
              throw new IllegalStateException("something odd");
            });
    failing.afterARun(new StopSignal());
    assertThat(said()).contains("was not backed up", "something odd", "tries it again");
    assertThat(failing.state().failed()).isTrue();
    assertThat(home.backups()).as("what the copy left").isEmptyDirectory();
  }

  @Test
  void areBackedUpWithoutAWordWhereAllIsWell() throws Exception {
    assertThat(backup.beforeARun(new StopSignal())).isTrue();
    assertThat(said()).isEmpty();
    assertThat(backup.state().newest()).contains(CLOCK.instant());
  }

  @Test
  void ofAFirstMigrationThatWasKilledAreNotBackedUpButRemoved() throws Exception {
    Files.createFile(file.path().resolveSibling("before-migration.zip"));
    assertThat(backup.beforeARun(new StopSignal())).isTrue();
    assertThat(file.path()).doesNotExist();
    assertThat(backup.state().newest()).isEmpty();
  }

  @Test
  void whoseChangeCannotBeNotedAreSaidNotToBeBackedUp() throws Exception {
    Files.writeString(home.backups(), "a file where the folder should be");
    backup.changes();
    assertThat(said()).contains("was not backed up");
    assertThat(backup.state().failed()).isTrue();
  }
}
