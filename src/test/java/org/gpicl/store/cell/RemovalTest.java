package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointCodec;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is left in both databases when something was removed; the subclasses bring the database. */
public abstract class RemovalTest {
  private static final List<String> TABLES =
      List.of(
          "evaluation",
          "curve_point",
          "checkpoint",
          "checkpoint_part",
          "parameters",
          "provenance",
          "crash",
          "cell",
          "run",
          "sweep",
          "sweep_order",
          "BATCH_STEP_EXECUTION_CONTEXT",
          "BATCH_STEP_EXECUTION",
          "BATCH_JOB_EXECUTION_CONTEXT",
          "BATCH_JOB_EXECUTION_PARAMS",
          "BATCH_JOB_EXECUTION",
          "BATCH_JOB_INSTANCE");

  private static final Instant FIRST_DAY = Instant.parse("2026-01-01T02:00:00Z");

  @TempDir Path directory;

  private final Sweep one = sweep("one", "hidden=8,16");
  private final Sweep other = sweep("other", "hidden=16,32");
  private final Cell alone = one.cells().get(0);
  private final Cell shared = one.cells().get(1);

  private HikariDataSource source;
  private JdbcClient jdbc;
  private SweepTable sweeps;
  private CellLedger ledger;
  private Removal removal;

  abstract HikariDataSource dataSource();

  abstract String vendor();

  private static Sweep sweep(String name, String hidden) {
    return SweepFile.parse(
        "recipe: small\nimages: glyphs\nmodels: [mlp]\ntasks: [4]\n",
        "test",
        List.of("name=" + name, hidden));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void open() {
    source = dataSource();
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/" + vendor(), "classpath:db/migration/common")
        .load()
        .migrate();
    jdbc = JdbcClient.create(source);
    TABLES.forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(source));
    Clock clock = Clock.systemUTC();
    sweeps = new SweepTable(jdbc, clock);
    RunTable runs = new RunTable(jdbc, clock);
    ledger = new CellLedger(CellTables.of(jdbc, clock), transaction, DatabaseSpace.NOTHING_TO_DO);
    removal =
        new Removal(
            jdbc,
            sweeps,
            runs,
            new OrderTable(jdbc, clock, "here"),
            transaction,
            DatabaseSpace.NOTHING_TO_DO);
    long execution = 1;
    for (Sweep sweep : List.of(one, other)) {
      sweeps.put(sweep);
      runs.begin(new RunTable.Beginning(sweep.name(), "vector", 1, "test", "an owner", ""));
      batch(sweep.name(), execution++);
      batch(sweep.name(), execution++);
    }
    for (Cell cell : List.of(alone, shared, other.cells().get(1))) {
      ledger.begin(cell, "images", "engine");
      ledger.point(cell, new CurvePoint(1, 1, 0.5, 0.5, 0.1));
      ledger.checkpoint(cell, at(cell, 1), 1);
    }
    for (Cell cell : List.of(alone, shared)) {
      StandardError error = new StandardError(0.125, new double[] {0.125}, 4);
      Evaluation seen = new Evaluation(Evaluation.SEEN, 0.5, 1.5, new double[] {0.5}, error);
      ledger.finish(cell, at(cell, 10), List.of(seen), Map.of(), 1);
    }
  }

  private static Checkpoint at(Cell cell, long step) {
    TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
    return new Checkpoint(
        new TrainingState(
            step, initial.parameters(), initial.firstMoments(), initial.secondMoments()),
        TrainingProgress.none());
  }

  /** Two executions of one instance, as a sweep that was stopped once has them. */
  private void batch(String sweep, long id) {
    long instance = (id + 1) / 2;
    if (id % 2 == 1) {
      jdbc.sql("INSERT INTO BATCH_JOB_INSTANCE VALUES (?, 0, 'sweep', ?)")
          .params(instance, sweep)
          .update();
    }
    jdbc.sql(
            "INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, JOB_INSTANCE_ID, CREATE_TIME)"
                + " VALUES (?, ?, CURRENT_TIMESTAMP)")
        .params(id, instance)
        .update();
    jdbc.sql("INSERT INTO BATCH_JOB_EXECUTION_PARAMS VALUES (?, 'sweep', 'String', ?, 'Y')")
        .params(id, sweep)
        .update();
    jdbc.sql("INSERT INTO BATCH_JOB_EXECUTION_CONTEXT VALUES (?, 'x', NULL)").param(id).update();
    for (long step = 10 * id; step < 10 * id + 3; step++) {
      jdbc.sql(
              "INSERT INTO BATCH_STEP_EXECUTION"
                  + " (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, CREATE_TIME)"
                  + " VALUES (?, 0, 'train', ?, CURRENT_TIMESTAMP)")
          .params(step, id)
          .update();
      jdbc.sql("INSERT INTO BATCH_STEP_EXECUTION_CONTEXT VALUES (?, 'x', NULL)")
          .param(step)
          .update();
    }
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (String table : TABLES) {
      counts.put(table, jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single());
    }
    return counts;
  }

  private void remove(Removal.Unneeded unneeded) {
    removal.sweep("one", one.cells().stream().map(Cell::hash).toList(), unneeded);
  }

  @Test
  void aSweepGoesWithItsRunsItsExecutionsAndTheCellsThatItAloneHas() {
    open();
    List<CellOutcome> before = ledger.records().outcomes(other);
    remove((hashes, stored) -> List.of(alone.hash()));
    assertThat(sweeps.all()).extracting(SweepTable.Row::name).containsExactly("other");
    assertThat(ledger.records().rows(List.of(alone, shared))).containsOnlyKeys(shared.hash());
    assertThat(ledger.records().finalParameters(shared)).isPresent();
    assertThat(ledger.records().finalParameters(alone)).isEmpty();
    assertThat(counts())
        .containsEntry("cell", 2L)
        .containsEntry("run", 1L)
        .containsEntry("curve_point", 2L)
        .containsEntry("provenance", 2L)
        .containsEntry("checkpoint", 1L)
        .containsEntry("BATCH_JOB_INSTANCE", 1L)
        .containsEntry("BATCH_JOB_EXECUTION", 2L)
        .containsEntry("BATCH_STEP_EXECUTION", 6L)
        .containsEntry("BATCH_STEP_EXECUTION_CONTEXT", 6L)
        .containsEntry("BATCH_JOB_EXECUTION_CONTEXT", 2L)
        .containsEntry("BATCH_JOB_EXECUTION_PARAMS", 2L);
    assertThat(ledger.records().outcomes(other)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void whatFailsInTheMiddleRemovesNothing() {
    open();
    Map<String, Long> before = counts();
    assertThatThrownBy(
            () ->
                remove(
                    (hashes, stored) -> {
                      throw new IllegalStateException("the power is gone");
                    }))
        .hasMessage("the power is gone");
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void whichCellsMayGoIsAskedOfTheSweepsThatAreLeft() {
    open();
    List<String> asked = new ArrayList<>();
    remove(
        (hashes, stored) -> {
          stored.forEach(row -> asked.add(row.name()));
          return List.of();
        });
    assertThat(asked).containsExactly("other");
  }

  @Test
  void cellsThatASweepNeedsByNowStay() {
    open();
    removal.cells(List.of(alone.hash(), shared.hash()), (hashes, stored) -> hashes.subList(0, 1));
    assertThat(ledger.records().rows(one.cells())).containsOnlyKeys(shared.hash());
  }

  @Test
  void whatACellTakesIsItsCheckpointsAndParameters() {
    open();
    Map<String, StoredCells.Row> rows = new TreeMap<>();
    new StoredCells(jdbc).all().forEach(row -> rows.put(row.hash(), row));
    assertThat(rows).hasSize(3);
    StoredCells.Row finished = rows.get(alone.hash());
    assertThat(finished.status()).isEqualTo(CellStatus.DONE);
    assertThat(finished.key()).isEqualTo("mlp-n4-h8-s0");
    assertThat(finished.bytes()).isGreaterThan(4 * alone.model().parameterCount());
    assertThat(rows.get(other.cells().get(1).hash()).bytes())
        .isEqualTo(CheckpointCodec.size(at(other.cells().get(1), 1)));
  }

  /** An order that a server got on a day, and what had become of it an hour later. */
  private long order(int day, String sweep, OrderTable.Origin origin, OrderTable.State state) {
    Instant then = FIRST_DAY.plus(Duration.ofDays(day));
    OrderTable.Order order =
        new OrderTable.Order(sweep, "resolved", false, false, origin, null, Duration.ZERO);
    long id = ordersAt(then).add(order, OrderTable.State.WAITING, "");
    if (state.ended()) {
      ordersAt(then.plus(Duration.ofHours(1))).ends(id, state, "ended");
    }
    return id;
  }

  private OrderTable ordersAt(Instant time) {
    return new OrderTable(jdbc, Clock.fixed(time, ZoneOffset.UTC), "here");
  }

  private List<Object> answers() {
    OrderTable orders = ordersAt(FIRST_DAY);
    List<Object> answers = new ArrayList<>(List.of(orders.unfinished(), orders.lastHindered()));
    for (String sweep : List.of("one", "other")) {
      answers.add(orders.lastScheduled(sweep));
      answers.add(orders.lastScheduledSuccess(sweep));
    }
    return answers;
  }

  @Test
  void oldOrdersGoAndEverythingThatIsAskedOfOrdersIsAnsweredAsBefore() {
    open();
    OrderTable.Origin schedule = OrderTable.Origin.SCHEDULE;
    OrderTable.Origin terminal = OrderTable.Origin.TERMINAL;
    order(0, "one", schedule, OrderTable.State.WAITING);
    long done = order(1, "one", schedule, OrderTable.State.DONE);
    long hindered = order(2, "one", terminal, OrderTable.State.HINDERED);
    order(3, "one", schedule, OrderTable.State.DONE);
    order(4, "one", terminal, OrderTable.State.HINDERED);
    long failed = order(5, "one", schedule, OrderTable.State.FAILED);
    order(6, "one", schedule, OrderTable.State.FAILED);
    order(7, "one", terminal, OrderTable.State.STOPPED);
    order(1, "other", schedule, OrderTable.State.DONE);
    List<Object> before = answers();

    List<OrderTable.Old> old = ordersAt(FIRST_DAY).endedBefore(FIRST_DAY.plus(Duration.ofDays(9)));
    assertThat(old).extracting(OrderTable.Old::id).containsExactly(done, hindered, failed);
    assertThat(old.get(0))
        .isEqualTo(new OrderTable.Old(done, FIRST_DAY.plus(Duration.ofHours(25)), 13));
    removal.orders(List.of(done, hindered, failed));

    assertThat(counts()).containsEntry("sweep_order", 6L);
    assertThat(answers()).isEqualTo(before);
  }

  @Test
  void whatEndedSinceIsNoOldOrder() {
    open();
    long old = order(1, "one", OrderTable.Origin.PAGE, OrderTable.State.DONE);
    order(2, "one", OrderTable.Origin.PAGE, OrderTable.State.DONE);
    order(3, "one", OrderTable.Origin.PAGE, OrderTable.State.DONE);

    assertThat(ordersAt(FIRST_DAY).endedBefore(FIRST_DAY.plus(Duration.ofHours(26))))
        .extracting(OrderTable.Old::id)
        .containsExactly(old);
  }

  @Test
  void noTableThatRefersToCellsIsForgotten() {
    open();
    Set<String> referring =
        jdbc.sql(
                "SELECT DISTINCT LOWER(here.table_name) FROM information_schema.table_constraints"
                    + " here JOIN information_schema.referential_constraints reference ON"
                    + " reference.constraint_schema = here.constraint_schema AND"
                    + " reference.constraint_name = here.constraint_name JOIN"
                    + " information_schema.table_constraints there ON there.constraint_schema ="
                    + " reference.unique_constraint_schema AND there.constraint_name ="
                    + " reference.unique_constraint_name WHERE LOWER(there.table_name) IN ('cell',"
                    + " 'sweep')")
            .query(String.class)
            .set();
    assertThat(referring).isNotEmpty().isSubsetOf(TABLES);
  }
}
