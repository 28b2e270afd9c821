package org.gpicl.job.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.store.OrderTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.cell.StoredCells;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A server's history, which grows with every order. */
class OldOrdersTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final int DAYS = 40;

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);

  private OrderTable ordersAt(Instant time) {
    return new OrderTable(jdbc, Clock.fixed(time, ZoneOffset.UTC), "here");
  }

  private List<Garbage> find() throws Exception {
    CellRecords records = database.ledger.records();
    return new FindGarbage(
            database.sweeps,
            database.leases,
            records,
            new StoredCells(jdbc),
            ordersAt(NOW),
            new Home(directory))
        .find(
            new ImageLibrary(
                directory, directory, true, KnownImageSet.all(), DownloadProgress.SILENT),
            List.of(),
            NOW);
  }

  @Test
  void aMonthOfTheHistoryStaysAndTheRestIsFreed() throws Exception {
    for (int day = DAYS; day > 0; day--) {
      OrderTable.Order order =
          new OrderTable.Order(
              "nightly", "", false, false, OrderTable.Origin.SCHEDULE, null, Duration.ZERO);
      ordersAt(NOW.minus(Duration.ofDays(day))).add(order, OrderTable.State.DONE, "");
    }

    List<Garbage> found = find();

    assertThat(found).hasSize(10).extracting(Garbage::kind).containsOnly(Garbage.Kind.ORDER);
    Removal removal =
        new Removal(
            jdbc,
            database.sweeps,
            database.runs,
            ordersAt(NOW),
            new TransactionTemplate(database.transactions),
            DatabaseSpace.NOTHING_TO_DO);
    new DeleteGarbage(removal, DatabaseSpace.NOTHING_TO_DO).free(new ArrayList<>(found));
    assertThat(ordersAt(NOW).newest(DAYS, 0)).hasSize(30);
    assertThat(find()).isEmpty();
  }
}
