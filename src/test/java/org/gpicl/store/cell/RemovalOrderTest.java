package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.store.OrderTable;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes before and after a removal: cells are locked first, room is given back last. */
class RemovalOrderTest {
  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final OrderTable orders = new OrderTable(jdbc, Clock.systemUTC(), "here");
  private final List<String> asked = new ArrayList<>();
  private final Removal removal =
      new Removal(
          jdbc,
          database.sweeps,
          database.runs,
          orders,
          new TransactionTemplate(database.transactions),
          new DatabaseSpace() {
            @Override
            public void reclaim() {
              asked.add(
                  "reclaim with %d cells, %d orders"
                      .formatted(count("cell"), count("sweep_order")));
            }

            @Override
            public boolean shrink() {
              asked.add("shrink");
              return true;
            }
          });
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final List<String> hashes = sweep.cells().stream().map(Cell::hash).toList();
  private long order;

  @BeforeEach
  void aSweepOfTwoCellsAndItsOrder() {
    database.sweeps.put(sweep);
    sweep.cells().forEach(cell -> database.ledger.begin(cell, "images", "engine"));
    order =
        orders.add(
            new OrderTable.Order(
                sweep.name(),
                sweep.resolved(),
                false,
                false,
                OrderTable.Origin.PAGE,
                null,
                Duration.ZERO),
            OrderTable.State.DONE,
            "");
  }

  /** As another process sees it. */
  private long count(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  @Test
  void theRoomIsReclaimedOnceTheRemovalIsThereForAllToSee() {
    removal.cells(hashes, (all, stored) -> all.subList(0, 1));
    assertThat(asked).containsExactly("reclaim with 1 cells, 1 orders");
    asked.clear();
    removal.orders(List.of(order));
    assertThat(asked).containsExactly("reclaim with 1 cells, 0 orders");
    asked.clear();
    removal.sweep(sweep.name(), hashes, (all, stored) -> all);
    assertThat(asked).containsExactly("reclaim with 0 cells, 0 orders");
    asked.clear();
    removal.shrink();
    assertThat(asked).containsExactly("shrink");
  }

  @Test
  void aSweepGoesWithItsOrders() {
    removal.sweep(sweep.name(), hashes, (all, stored) -> List.of());
    assertThat(count("sweep_order")).isZero();
    assertThat(count("cell")).as("cells that are needed").isEqualTo(2);
  }

  @Test
  void nobodyTakesUpACellWhileItIsAskedWhetherItIsNeeded() {
    removal.cells(
        hashes.subList(0, 1),
        (all, stored) -> {
          assertThatThrownBy(() -> takeUp(hashes.get(0)))
              .hasMessageContaining("Timeout trying to lock table");
          takeUp(hashes.get(1));
          return List.of();
        });
    takeUp(hashes.get(0));
  }

  /** Locks a cell on a connection of its own, as another process does, but does not wait. */
  private void takeUp(String hash) {
    String url = ((DriverManagerDataSource) database.source).getUrl();
    JdbcClient.create(new DriverManagerDataSource(url))
        .sql("SELECT owner FROM cell WHERE hash = ? FOR UPDATE NOWAIT")
        .param(hash)
        .query(String.class)
        .single();
  }
}
