package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.store.CellTakenException;
import org.gpicl.store.OrderTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointFolderException;
import org.gpicl.store.checkpoint.CheckpointParts;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Large checkpoints in a folder that machines share. */
class CheckpointFolderTest {
  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final Cell cell = sweep.cells().get(1);
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("shared ✓"));
  }

  private CellLedger ledgerOf(String owner) {
    return database.ledgerOf(owner).withLargeCheckpoints(new CheckpointStore(folder.toString()));
  }

  private static Checkpoint large(long step) {
    float[] parameters = new float[CheckpointParts.PART_BYTES / Float.BYTES];
    parameters[0] = step;
    return checkpoint(step, parameters);
  }

  private static Checkpoint checkpoint(long step, float... parameters) {
    return new Checkpoint(
        new TrainingState(step, List.of(parameters), List.of(), List.of()),
        TrainingProgress.none());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private Path fileAt(long step) throws IOException {
    return files().stream()
        .filter(file -> file.getFileName().toString().contains("-" + step + "-"))
        .findFirst()
        .orElseThrow();
  }

  private long rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  private Removal removal() {
    return new Removal(
        jdbc,
        database.sweeps,
        database.runs,
        new OrderTable(jdbc, Clock.systemUTC(), "server"),
        new TransactionTemplate(database.transactions),
        DatabaseSpace.NOTHING_TO_DO);
  }

  private CellLedger trainedTo(long... steps) {
    CellLedger ledger = ledgerOf("one");
    ledger.begin(cell, "images", "engine");
    for (long step : steps) {
      ledger.checkpoint(cell, large(step), 1);
    }
    return ledger;
  }

  @Test
  void theLastTwoAreFilesUntilTheCellIsFinished() throws IOException {
    CellLedger ledger = trainedTo(1, 2, 3);
    assertThat(files()).containsExactly(fileAt(2), fileAt(3));
    assertThat(rows("checkpoint")).isEqualTo(2);
    assertThat(rows("checkpoint_part")).isZero();
    ledger.stop(cell);
    TrainingState state =
        ledgerOf("two").begin(cell, "images", "engine").checkpoint().orElseThrow().state();
    assertThat(state.step()).isEqualTo(3);
    assertThat(state.parameters().get(0)).isEqualTo(large(3).state().parameters().get(0));
    ledgerOf("two").finish(cell, large(4), List.of(), Map.of(), 1);
    assertThat(files()).isEmpty();
    assertThat(rows("checkpoint_file")).isZero();
  }

  @Test
  void smallOnesStayInTheDatabase() throws IOException {
    CellLedger ledger = trainedTo();
    ledger.checkpoint(cell, checkpoint(1, 7), 1);
    assertThat(files()).isEmpty();
    assertThat(rows("checkpoint_part")).isEqualTo(1);
  }

  @Test
  void theStoreMayChangeBetweenTwoCheckpoints() throws IOException {
    trainedTo(1).stop(cell);
    CellLedger inDatabase = database.ledgerOf("two");
    assertThat(inDatabase.begin(cell, "images", "engine").checkpoint()).isPresent();
    inDatabase.checkpoint(cell, large(2), 1);
    inDatabase.checkpoint(cell, large(3), 1);
    inDatabase.stop(cell);
    CellLedger.Beginning again = trainedTo(4).begin(cell, "images", "engine");
    assertThat(again.checkpoint().orElseThrow().state().step()).isEqualTo(4);
    assertThat(files()).as("the one that nothing names is gone").containsExactly(fileAt(4));
  }

  @Test
  void aDamagedOrMissingFileIsPassedOver() throws IOException {
    trainedTo(1, 2);
    Files.delete(fileAt(2));
    Files.write(fileAt(1), new byte[] {1});
    CellLedger.Beginning beginning = ledgerOf("one").begin(cell, "images", "engine");
    assertThat(beginning.checkpoint()).isEmpty();
    assertThat(beginning.damage()).hasSize(2);
    assertThat(beginning.damage().get(0)).contains("step 2", "missing");
    assertThat(beginning.damage().get(1)).contains("step 1", "cut short");
  }

  @Test
  void foldersThatAreNotSeenAreKnownBeforeACellIsRead() throws IOException {
    CellRecords records = trainedTo(1, 2).records();
    assertThat(records.checkpointFoldersNotSeen(sweep)).isEmpty();
    Path elsewhere = Files.move(folder, directory.resolve("unmounted"));
    assertThat(records.checkpointFoldersNotSeen(sweep)).containsExactly(folder);
    Files.createDirectory(folder);
    assertThat(records.checkpointFoldersNotSeen(sweep)).containsExactly(folder);
    Sweep other = SweepFile.parse(StoreTest.SWEEP, "test", List.of("seeds=7"));
    assertThat(records.checkpointFoldersNotSeen(other)).isEmpty();
    Files.delete(folder);
    Files.move(elsewhere, folder);
    assertThat(records.checkpointFoldersNotSeen(sweep)).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereSaysNothingAboutWhatIsInIt() throws IOException {
    CellLedger ledger = trainedTo(1, 2);
    Path elsewhere = Files.move(folder, directory.resolve("unmounted"));
    assertThatThrownBy(() -> ledger.begin(cell, "images", "engine"))
        .isInstanceOf(CheckpointFolderException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining(folder.toString())
        .satisfies(
            thrown ->
                assertThat(new ResumableFailure(new Home(directory)).in(thrown))
                    .as("it stops the run and not the cell")
                    .contains(thrown.getMessage()));
    removal().checkpointFiles();
    Files.createDirectory(folder);
    assertThatThrownBy(() -> ledger.begin(cell, "images", "engine"))
        .as("an empty folder, as where nothing is mounted")
        .isInstanceOf(CheckpointFolderException.class);
    assertThatThrownBy(() -> ledger.checkpoint(cell, large(3), 1))
        .as("nothing is written there either")
        .isInstanceOf(CheckpointFolderException.class);
    assertThat(files()).isEmpty();
    removal().checkpointFiles();
    Files.delete(folder);
    Files.move(elsewhere, folder);
    assertThat(ledger.begin(cell, "images", "engine").checkpoint().orElseThrow().state().step())
        .isEqualTo(2);
  }

  @Test
  void whatAKilledWriterLeftIsDeletedWithTheNextCheckpoint() throws IOException {
    CellLedger ledger = trainedTo(1, 2);
    jdbc.sql("DELETE FROM checkpoint WHERE step = 2").update();
    Files.write(fileAt(2), new byte[] {1});
    ledger.checkpoint(cell, large(3), 1);
    assertThat(files()).containsExactly(fileAt(1), fileAt(3));
    assertThat(rows("checkpoint_file")).isEqualTo(2);
  }

  @Test
  void filesOfNoCheckpointAreGarbageUnlessTheirCellIsInTraining() throws IOException {
    CellLedger ledger = trainedTo(1, 2);
    jdbc.sql("DELETE FROM checkpoint WHERE step = 2").update();
    removal().checkpointFiles();
    assertThat(files()).as("it may be about to become one").hasSize(2);
    ledger.stop(cell);
    removal().checkpointFiles();
    assertThat(files()).containsExactly(fileAt(1));
    removal().cells(List.of(cell.hash()), (cells, sweeps) -> cells);
    removal().checkpointFiles();
    assertThat(files()).isEmpty();
    assertThat(rows("checkpoint_file")).isZero();
  }

  @Test
  void whoLostACellCannotStoreAnythingInItsSuccessorsPlace() throws IOException {
    CellLedger lost = trainedTo(1);
    database.ledger.takeFrom("one", cell);
    CellLedger next = ledgerOf("two");
    next.begin(cell, "images", "engine");
    next.checkpoint(cell, large(2), 1);
    assertThatThrownBy(() -> lost.checkpoint(cell, large(2), 1))
        .isInstanceOf(CellTakenException.class);
    next.checkpoint(cell, large(3), 1);
    assertThat(files()).containsExactly(fileAt(2), fileAt(3));
    assertThat(next.begin(cell, "images", "engine").checkpoint().orElseThrow().state().step())
        .isEqualTo(3);
  }
}
