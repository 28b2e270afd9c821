package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.gpicl.store.SweepTable;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class TrainedCellsTest {
  private static final Sweep SWEEP = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private static final Cell HERE = SWEEP.cells().get(0);
  private static final Cell ELSEWHERE = SWEEP.cells().get(1);

  @TempDir private Path directory;

  @Test
  void theSecondsOfCellsAreThoseOfCellsThatThisMachineTrainedToTheEnd() throws Exception {
    H2File file = H2File.of(directory.resolve("gpicl"));
    SingleConnectionDataSource source = new SingleConnectionDataSource(file.url(), true);
    train(source);

    assertThat(TrainedCells.in(file, "this machine")).as("while it is open").isEmpty();

    source.destroy();
    byte[] before = Files.readAllBytes(file.path());
    List<TrainedCells> trained = TrainedCells.in(file, "this machine").orElseThrow();

    assertThat(trained).hasSize(1);
    assertThat(trained.get(0).sweep().hash()).isEqualTo(SWEEP.hash());
    assertThat(trained.get(0).seconds()).isEqualTo(Map.of(HERE.hash(), 12.5));
    assertThat(Files.readAllBytes(file.path())).isEqualTo(before);
    assertThat(directory.toFile().list()).containsExactly(file.path().getFileName().toString());
  }

  private static void train(SingleConnectionDataSource source) {
    TwoCells.migrate(source);
    JdbcClient jdbc = JdbcClient.create(source);
    Clock clock = Clock.systemUTC();
    new SweepTable(jdbc, clock).put(SWEEP);
    CellLedger ledger =
        new CellLedger(
            CellTables.of(jdbc, clock),
            new TransactionTemplate(new DataSourceTransactionManager(source)),
            DatabaseSpace.NOTHING_TO_DO);
    ledger.begin(HERE, "images", "this machine; numerics 3");
    ledger.finish(HERE, TwoCells.at(HERE, 12), List.of(), Map.of(), 12.5);
    ledger.begin(ELSEWHERE, "images", "another machine; numerics 3");
    ledger.finish(ELSEWHERE, TwoCells.at(ELSEWHERE, 12), List.of(), Map.of(), 99);
  }
}
