package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CellTakenException;
import org.gpicl.store.CurveTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointCodec;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What both databases must do; the subclasses bring the database. */
public abstract class StoreTest {
  public static final String SWEEP =
      """
      name: stored
      recipe: small
      images: glyphs
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      transformer: {steps: 10}
      """;

  @TempDir Path directory;

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  final Sweep sweep = SweepFile.parse(SWEEP, "test", List.of());
  final Cell cell = sweep.cells().get(1);

  abstract HikariDataSource dataSource();

  abstract String vendor();

  HikariDataSource migrated;
  JdbcClient jdbc;
  CellLedger ledger;
  CellRecovery recovery;
  CheckpointTable checkpoints;

  void open() {
    migrated = dataSource();
    migrate("latest");
    jdbc = JdbcClient.create(migrated);
    checkpoints = new CheckpointTable(jdbc, clock);
    ledger = ledger(migrated);
    recovery =
        new CellRecovery(
            CellTables.of(jdbc, clock),
            new TransactionTemplate(new DataSourceTransactionManager(migrated)));
    jdbc.sql("DELETE FROM lease").update();
    for (String table :
        List.of(
            "checkpoint",
            "checkpoint_part",
            "parameters",
            "curve_point",
            "evaluation",
            "provenance",
            "crash",
            "cell")) {
      jdbc.sql("DELETE FROM " + table).update();
    }
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(migrated)
        .locations("classpath:db/migration/" + vendor(), "classpath:db/migration/common")
        .target(version)
        .outOfOrder(true) // a test takes one back that is not the newest
        .load()
        .migrate();
  }

  private CellLedger ledger(DataSource source) {
    JdbcClient client = JdbcClient.create(source);
    return new CellLedger(
        CellTables.of(client, clock),
        new TransactionTemplate(new DataSourceTransactionManager(source)),
        DatabaseSpace.NOTHING_TO_DO);
  }

  @AfterEach
  void close() {
    migrated.close();
  }

  Checkpoint at(long step) {
    TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
    List<float[]> parameters = new ArrayList<>(initial.parameters());
    parameters.set(1, new float[] {step, -0f, Float.MIN_VALUE, 1e30f});
    return new Checkpoint(
        new TrainingState(step, parameters, initial.firstMoments(), initial.secondMoments()),
        TrainingProgress.none()
            .step(1.5, 3, 8)
            .evaluated(
                new Evaluation(
                    "seen",
                    0.25,
                    1.25,
                    new double[] {0.5, 0},
                    new StandardError(0.125, new double[] {0.25, 0}, 2)))
            .step(1.25, 4, 8));
  }

  static void same(Checkpoint one, Checkpoint other) {
    assertThat(CheckpointCodec.bytes(one)).isEqualTo(CheckpointCodec.bytes(other));
  }

  @Test
  void aCheckpointComesBackAsItWasStored() {
    open();
    assertThat(ledger.begin(cell, "images", "engine").checkpoint()).isEmpty();
    ledger.checkpoint(cell, at(3), 1.5);
    CellLedger.Beginning again = ledger.begin(cell, "images", "engine");
    same(again.checkpoint().orElseThrow(), at(3));
    assertThat(again.trainingSeconds()).isEqualTo(1.5);
    assertThat(ledger.records().rows(List.of(cell)).get(cell.hash()).step()).isEqualTo(3);
  }

  @Test
  void onlyTheLastTwoCheckpointsAreKept() {
    open();
    ledger.begin(cell, "images", "engine");
    for (long step = 1; step <= 5; step++) {
      ledger.checkpoint(cell, at(step), step);
    }
    assertThat(jdbc.sql("SELECT step FROM checkpoint ORDER BY step").query(Long.class).list())
        .containsExactly(4L, 5L);
  }

  @Test
  void aDamagedCheckpointIsPassedOverForTheOneBefore() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, at(1), 1);
    ledger.checkpoint(cell, at(2), 2);
    byte[] damaged = CheckpointCodec.bytes(at(2));
    damaged[damaged.length / 2] ^= 4;
    jdbc.sql("UPDATE checkpoint_part SET bytes = ? WHERE step = 2").param(damaged).update();
    same(checkpoints.newest(cell.hash()).checkpoint().orElseThrow(), at(1));
    jdbc.sql("UPDATE checkpoint_part SET bytes = ? WHERE step = 1").param(new byte[] {1}).update();
    assertThat(checkpoints.newest(cell.hash()).checkpoint()).isEmpty();
  }

  @Test
  void aDamagedCheckpointIsNotKeptInPlaceOfAGoodOne() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, at(1), 1);
    ledger.checkpoint(cell, at(3), 3);
    jdbc.sql("UPDATE checkpoint_part SET bytes = ? WHERE step = 3").param(new byte[] {1}).update();
    same(ledger.begin(cell, "images", "engine").checkpoint().orElseThrow(), at(1));
    ledger.checkpoint(cell, at(4), 4);
    jdbc.sql("DELETE FROM checkpoint WHERE step = 4").update();
    same(checkpoints.newest(cell.hash()).checkpoint().orElseThrow(), at(1));
  }

  @Test
  void aCheckpointOfManyPartsComesBackAsItWasStored() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, large(1), 1);
    assertThat(parts(1)).isGreaterThan(2);
    same(checkpoints.newest(cell.hash()).checkpoint().orElseThrow(), large(1));
    jdbc.sql("DELETE FROM checkpoint_part WHERE part = 2").update();
    assertThat(checkpoints.newest(cell.hash()).checkpoint()).as("with a part lost").isEmpty();
  }

  @Test
  void partsOfACheckpointThatWasNeverFinishedAreNoneAndMakeRoomForTheNext() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, large(1), 1);
    ledger.checkpoint(cell, large(2), 2);
    jdbc.sql("DELETE FROM checkpoint WHERE step = 2").update();
    same(ledger.begin(cell, "images", "engine").checkpoint().orElseThrow(), large(1));
    ledger.checkpoint(cell, large(3), 3);
    assertThat(parts(2)).isZero();
    assertThat(parts(1)).isEqualTo(parts(3)).isPositive();
  }

  private long parts(long step) {
    return jdbc.sql("SELECT COUNT(*) FROM checkpoint_part WHERE step = ?")
        .param(step)
        .query(Long.class)
        .single();
  }

  private Checkpoint large(long step) {
    float[] numbers = new float[900_001];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = j + step;
    }
    return new Checkpoint(
        new TrainingState(step, List.of(numbers), List.of(), List.of()), TrainingProgress.none());
  }

  @Test
  void pointsBehindTheCheckpointAreForgottenWhenATrainingGoesOn() {
    open();
    ledger.begin(cell, "images", "engine");
    for (long step : new long[] {2, 4, 6}) {
      ledger.point(cell, new CurvePoint(step, 1, 0.5, 0.5, 0.1));
      if (step == 4) {
        ledger.checkpoint(cell, at(4), 1);
      }
    }
    ledger.begin(cell, "images", "engine");
    assertThat(new CurveTable(jdbc).of(List.of(cell.hash())).get(cell.hash()))
        .extracting(CurvePoint::step)
        .containsExactly(2L, 4L);
  }

  @Test
  void aFinishedCellHasResultsAndParametersButNoCheckpoints() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, at(5), 1);
    EvaluationSet unseen = sweep.evaluations(cell).get(0);
    Evaluation measured = new Evaluation("unseen", 0.2, 1.6, new double[] {0.1, 0.3});
    assertThat(ledger.records().unevaluated(sweep)).isEmpty();
    ledger.finish(
        cell,
        at(10),
        List.of(new Evaluation(Evaluation.TRAIN, 0.5, 1, new double[0]), at(10).progress().best()),
        Map.of(unseen, measured),
        7);
    assertThat(jdbc.sql("SELECT COUNT(*) FROM checkpoint").query(Long.class).single()).isZero();
    assertThat(ledger.records().finalParameters(cell).orElseThrow().parameters().get(1))
        .containsExactly(10, -0f, Float.MIN_VALUE, 1e30f);
    assertThat(ledger.records().unevaluated(sweep)).isEmpty();
    Sweep more = SweepFile.parse(SWEEP, "test", List.of("evaluate.unseenTasks=7"));
    assertThat(ledger.records().unevaluated(more)).containsOnlyKeys(more.cells().get(1));
    CellOutcome outcome = ledger.records().outcomes(sweep).get(1);
    assertThat(outcome.status()).isEqualTo(CellStatus.DONE);
    assertThat(outcome.evaluations())
        .extracting(Evaluation::name)
        .containsExactly("train", "seen", "unseen");
    assertThat(outcome.evaluation("unseen").orElseThrow().accuracyByPosition())
        .containsExactly(0.1, 0.3);
    assertThat(ledger.records().outcomes(sweep).get(0).status()).isEqualTo(CellStatus.PENDING);
  }

  @Test
  void anEvaluationKeepsItsStandardErrorAndOneFromBeforeHasNone() {
    open();
    ledger.begin(cell, "images", "engine");
    EvaluationSet unseen = sweep.evaluations(cell).get(0);
    Evaluation ofOneTask =
        new Evaluation("unseen", 0.2, 1.6, new double[] {0.2})
            .with(new StandardError(Double.NaN, new double[0], 1));
    ledger.finish(cell, at(10), List.of(at(10).progress().best()), Map.of(unseen, ofOneTask), 7);
    CellOutcome stored = ledger.records().outcomes(sweep).get(1);
    StandardError seen = stored.evaluation("seen").orElseThrow().error();
    assertThat(seen.ofAccuracy()).isEqualTo(0.125);
    assertThat(seen.byPosition()).containsExactly(0.25, 0);
    assertThat(seen.tasks()).isEqualTo(2);
    StandardError one = stored.evaluation("unseen").orElseThrow().error();
    assertThat(one.known()).isFalse();
    assertThat(one.tasks()).isEqualTo(1);

    jdbc.sql(
            "UPDATE evaluation SET standard_error = NULL, error_by_position = NULL,"
                + " error_tasks = NULL")
        .update();
    StandardError before =
        ledger.records().outcomes(sweep).get(1).evaluation("seen").orElseThrow().error();
    assertThat(before.known()).isFalse();
    assertThat(before.tasks()).isZero();
  }

  @Test
  void resultsFromBeforeThereWereErrorsStayAsTheyAre() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.finish(cell, at(10), List.of(at(10).progress().best()), Map.of(), 7);
    for (String column : List.of("standard_error", "error_by_position", "error_tasks")) {
      jdbc.sql("ALTER TABLE evaluation DROP COLUMN " + column).update();
    }
    jdbc.sql("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '8'").update();

    migrate("latest");

    Evaluation seen = ledger.records().outcomes(sweep).get(1).evaluation("seen").orElseThrow();
    assertThat(seen.accuracy()).isEqualTo(0.25);
    assertThat(seen.accuracyByPosition()).containsExactly(0.5, 0);
    assertThat(seen.error().tasks()).isZero();
  }

  @Test
  void inBriefACurveIsItsNewestPointUntilTheCellIsDone() {
    open();
    ledger.begin(cell, "images", "engine");
    for (long step : new long[] {2, 4}) {
      ledger.point(cell, new CurvePoint(step, 1, 0.5, step / 10.0, 0.1));
    }
    CellOutcome training = ledger.records().brief(sweep, List.of(cell)).get(0);
    assertThat(training.status()).isEqualTo(CellStatus.RUNNING);
    assertThat(training.curve()).extracting(CurvePoint::step).containsExactly(4L);
    ledger.finish(cell, at(10), List.of(at(10).progress().best()), Map.of(), 7);
    CellOutcome done = ledger.records().brief(sweep, sweep.cells()).get(1);
    assertThat(done.curve()).isEmpty();
    assertThat(done.evaluations()).extracting(Evaluation::name).containsExactly("seen");
  }

  @Test
  void aShortCellCostsFewStatementsHoweverManyCellsThereAre() {
    open();
    AtomicInteger statements = new AtomicInteger();
    CellLedger counted = ledger(new CountingSource(migrated, statements));
    counted.begin(cell, "images", "engine");
    counted.point(cell, new CurvePoint(1, 1, 0.5, 0.5, 0.1));
    counted.finish(cell, at(10), List.of(at(10).progress().best()), Map.of(), 1);
    assertThat(statements.get()).isBetween(8, 14);

    Sweep many = SweepFile.parse(SWEEP, "test", List.of("seeds=0..299"));
    statements.set(0);
    assertThat(counted.records().outcomes(many)).hasSize(600);
    assertThat(statements.get()).as("to read them all").isEqualTo(4);
  }

  @Test
  void aCellIsNotContinuedOnOtherImages() {
    open();
    ledger.begin(cell, "one", "engine");
    assertThatThrownBy(() -> ledger.begin(cell, "other", "engine"))
        .isInstanceOf(OtherImagesException.class)
        .hasMessageContaining("begun on images one")
        .hasMessageContaining("now are other");
  }

  @Test
  void aFinishedCellStaysFinished() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.finish(cell, at(10), List.of(), Map.of(), 1);
    ledger.fail(cell, "something that happened later", true);
    ledger.stop(cell);
    assertThat(ledger.records().rows(List.of(cell)).get(cell.hash()).status())
        .isEqualTo(CellStatus.DONE);
  }

  @Test
  void aChangeOfEngineIsKeptAsARangeOfSteps() {
    open();
    ledger.begin(cell, "images", "vector");
    ledger.checkpoint(cell, at(4), 1);
    ledger.begin(cell, "images", "vector");
    ledger.begin(cell, "images", "nd4j");
    assertThat(new ProvenanceTable(jdbc).of(List.of(cell.hash())).get(cell.hash()))
        .containsExactly(new ProvenanceTable.Row(0, "vector"), new ProvenanceTable.Row(4, "nd4j"));
  }

  @Test
  void aFailureIsKeptWithItsReasonUntilTheCellGoesOn() {
    open();
    ledger.fail(cell, "the loss became NaN", true);
    assertThat(ledger.records().outcomes(sweep).get(1).failure()).isEqualTo("the loss became NaN");
    ledger.begin(cell, "images", "engine");
    assertThat(ledger.records().outcomes(sweep).get(1).failure()).isEmpty();
  }

  @Test
  void whatFailsForGoodIsNotTakenUpByItselfAndWhatMayPassIs() {
    open();
    ledger.fail(cell, "the connection broke", false);
    assertThat(ledger.records().remaining().toTrain(sweep))
        .extracting(Search.Training::cell)
        .contains(cell);
    ledger.fail(cell, "the loss became NaN", true);
    assertThat(ledger.records().remaining().toTrain(sweep))
        .extracting(Search.Training::cell)
        .doesNotContain(cell);
    assertThat(ledger.records().remaining().unfinished(sweep)).contains(cell);
    assertThat(recovery.retryFailed(sweep.cells())).isEqualTo(1);
    assertThat(ledger.records().remaining().toTrain(sweep))
        .extracting(Search.Training::cell)
        .contains(cell);
    assertThat(ledger.records().outcomes(sweep).get(1).failure()).isEmpty();
  }

  @Test
  void aCellIsQuarantinedAfterThreeCrashesAtTheSameCheckpointOnly() {
    open();
    ledger.begin(cell, "images", "engine");
    assertThat(recovery.crashed(row(), 1, "SIGSEGV", 3)).isEqualTo(1);
    assertThat(recovery.crashed(row(), 1, "SIGSEGV", 3)).as("the same run").isEqualTo(1);
    assertThat(recovery.crashed(row(), 2, "SIGSEGV", 3)).isEqualTo(2);
    ledger.checkpoint(cell, at(4), 1);
    assertThat(recovery.crashed(row(), 3, "SIGSEGV", 3)).as("it got further").isEqualTo(1);
    recovery.crashed(row(), 4, "SIGSEGV", 3);
    assertThat(row().status()).isEqualTo(CellStatus.RUNNING);
    recovery.crashed(row(), 5, "SIGSEGV in C [libbad.so]", 3);
    assertThat(row().status()).isEqualTo(CellStatus.QUARANTINED);
    assertThat(row().failure()).contains("3 times", "step 4", "libbad.so");
    assertThat(ledger.records().remaining().toTrain(sweep))
        .extracting(Search.Training::cell)
        .doesNotContain(cell);

    recovery.retryFailed(sweep.cells());
    assertThat(recovery.crashed(row(), 6, "SIGSEGV", 3)).as("forgotten").isEqualTo(1);
    same(ledger.begin(cell, "images", "engine").checkpoint().orElseThrow(), at(4));
  }

  @Test
  void moreCellsAreAskedForThanAnArrayHolds() {
    open();
    ledger.begin(cell, "images", "engine");
    List<String> many = new ArrayList<>();
    for (int k = 0; k < 70_000; k++) {
      many.add("%064x".formatted(k));
    }
    many.add(cell.hash());
    assertThat(new CellTable(jdbc, clock).ofHashes(many)).containsOnlyKeys(cell.hash());
  }

  private CellTable.Row row() {
    return ledger.records().rows(List.of(cell)).get(cell.hash());
  }

  @Test
  void whatWasTakenOverTakesNothingMoreFromItsFormerOwner() {
    open();
    TransactionTemplate transactions =
        new TransactionTemplate(new DataSourceTransactionManager(migrated));
    CellLedger asleep = ledger.ownedBy("asleep", transactions);
    CellLedger awake = ledger.ownedBy("awake", transactions);
    asleep.begin(cell, "images", "engine");
    asleep.checkpoint(cell, at(2), 1);
    assertThatThrownBy(() -> awake.begin(cell, "images", "engine"))
        .as("while its owner holds a lease")
        .isInstanceOf(CellBusyException.class)
        .hasMessageContaining("asleep");

    recovery.stopAbandoned(sweep.cells(), owner -> false);
    same(awake.begin(cell, "images", "engine").checkpoint().orElseThrow(), at(2));
    awake.checkpoint(cell, at(4), 2);

    CurvePoint point = new CurvePoint(3, 1, 0.5, 0.5, 0.1);
    assertThatThrownBy(() -> asleep.checkpoint(cell, at(3), 1))
        .isInstanceOf(CellTakenException.class);
    assertThatThrownBy(() -> asleep.checkpoint(cell, large(9), 1))
        .isInstanceOf(CellTakenException.class);
    assertThatThrownBy(() -> asleep.point(cell, point)).isInstanceOf(CellTakenException.class);
    assertThatThrownBy(() -> asleep.finish(cell, at(10), List.of(), Map.of(), 1))
        .isInstanceOf(CellTakenException.class);
    asleep.stop(cell);
    asleep.fail(cell, "something that befell a process that was asleep", true);

    assertThat(row().status()).isEqualTo(CellStatus.RUNNING);
    assertThat(row().step()).isEqualTo(4);
    assertThat(jdbc.sql("SELECT step FROM checkpoint ORDER BY step").query(Long.class).list())
        .containsExactly(2L, 4L);
    assertThat(new CurveTable(jdbc).of(List.of(cell.hash()))).isEmpty();
    awake.finish(cell, at(10), List.of(), Map.of(), 2);
    assertThat(row().status()).isEqualTo(CellStatus.DONE);
  }

  @Test
  void aCellThatADeadProcessLeftRunningCountsAsStopped() {
    open();
    ledger.begin(cell, "images", "engine");
    assertThat(ledger.records().outcomes(sweep, owner -> true).get(1).status())
        .isEqualTo(CellStatus.RUNNING);
    assertThat(ledger.records().outcomes(sweep, owner -> false).get(1).status())
        .isEqualTo(CellStatus.STOPPED);
    assertThat(row().status()).as("nothing is changed").isEqualTo(CellStatus.RUNNING);
  }

  @Test
  void aCellThatALiveOwnerTrainsIsNotTakenForAbandoned() {
    open();
    CellLedger other =
        ledger.ownedBy(
            "other", new TransactionTemplate(new DataSourceTransactionManager(migrated)));
    other.begin(cell, "images", "engine");
    recovery.stopAbandoned(sweep.cells(), "other"::equals);
    assertThat(row().status()).isEqualTo(CellStatus.RUNNING);
    recovery.stopAbandoned(sweep.cells(), owner -> false);
    assertThat(row().status()).isEqualTo(CellStatus.STOPPED);
  }

  @Test
  void whatADamagedCheckpointWasIsToldWithWhereTheTrainingGoesOn() {
    open();
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, at(1), 1);
    ledger.checkpoint(cell, at(2), 2);
    jdbc.sql("UPDATE checkpoint SET sha256 = ? WHERE step = 2").param("0".repeat(64)).update();
    CellLedger.Beginning beginning = ledger.begin(cell, "images", "engine");
    same(beginning.checkpoint().orElseThrow(), at(1));
    assertThat(beginning.damage()).singleElement().asString().contains("step 2", "SHA-256");
    assertThat(ledger.begin(cell, "images", "engine").damage()).as("told once").isEmpty();
  }

  @Test
  void aSweepIsReadBackWithTheNumericsThatItWasBegunWith() {
    open();
    SweepTable sweeps = new SweepTable(jdbc, clock);
    jdbc.sql("DELETE FROM sweep").update();
    sweeps.put(sweep);
    assertThat(sweeps.find("stored").orElseThrow().sweep()).isEqualTo(sweep);
    jdbc.sql("UPDATE sweep SET numerics = 1").update();
    Sweep older = sweeps.find("stored").orElseThrow().sweep();
    assertThat(older.numerics()).isEqualTo(1);
    assertThat(older.cells().get(0).hash()).isNotEqualTo(sweep.cells().get(0).hash());
  }

  @Test
  void aLeaseBelongsToOneOwnerUntilItIsReleased() {
    open();
    LeaseTable leases = new LeaseTable(jdbc, clock);
    assertThat(leases.acquire("s", "one")).isEmpty();
    assertThat(leases.acquire("s", "one")).isEmpty();
    LeaseTable.Holder seen = leases.acquire("s", "two").orElseThrow();
    assertThat(seen.owner()).isEqualTo("one");

    now.set(now.get().plus(Duration.ofSeconds(1)));
    assertThat(leases.renew("s", "one")).isTrue();
    leases.release(seen);
    assertThat(leases.acquire("s", "two")).as("a lease that was renewed meanwhile").isPresent();

    leases.release(leases.holder("s").orElseThrow());
    assertThat(leases.acquire("s", "two")).isEmpty();
    assertThat(leases.renew("s", "one")).isFalse();
    leases.release("s", "two");
    assertThat(leases.holder("s")).isEmpty();
  }
}
