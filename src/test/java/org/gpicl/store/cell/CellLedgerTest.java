package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointCodec;
import org.gpicl.store.checkpoint.CheckpointParts;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Each event of a cell; {@link StoreTest} has what they give together. */
class CellLedgerTest {
  private final MigratedDatabase database = new MigratedDatabase();
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger reclaimed = new AtomicInteger();
  private final CellLedger ledger =
      new CellLedger(
          CellTables.of(JdbcClient.create(database.source), Clock.systemUTC()),
          new TransactionTemplate(
              new DataSourceTransactionManager(database.source) {
                @Override
                protected void doCommit(DefaultTransactionStatus status) {
                  commits.incrementAndGet();
                  super.doCommit(status);
                }
              }),
          reclaimed::incrementAndGet);
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final Cell cell = sweep.cells().get(1);
  private final EvaluationSet unseen = sweep.evaluations(cell).get(0);

  private static Checkpoint at(long step, int numbers) {
    return new Checkpoint(
        new TrainingState(step, List.of(new float[numbers]), List.of(), List.of()),
        TrainingProgress.none());
  }

  private static Evaluation evaluation(String name, double accuracy) {
    return new Evaluation(name, accuracy, 1.5, new double[0]);
  }

  private CellOutcome outcome() {
    return ledger.records().outcomes(sweep).get(1);
  }

  @Test
  void aSmallCheckpointIsStoredInOneTransactionAndALargeOneInSeveral() {
    ledger.begin(cell, "images", "engine");
    commits.set(0);
    ledger.checkpoint(cell, at(1, 4), 1);
    assertThat(commits).hasValue(1);
    commits.set(0);
    ledger.checkpoint(cell, at(2, CheckpointParts.PART_BYTES / 2), 2);
    assertThat(commits).as("two full parts and the rest among them").hasValueGreaterThan(3);
  }

  @Test
  void aCheckpointSaysItsSizeAndTheRoomOfTheOneThatItReplacesIsReclaimed() {
    ledger.begin(cell, "images", "engine");
    assertThat(reclaimed).hasValue(0);
    assertThat(ledger.checkpoint(cell, at(1, 4), 1)).isEqualTo(CheckpointCodec.size(at(1, 4)));
    assertThat(reclaimed).hasValue(1);
  }

  @Test
  void aTrainingThatWasStoppedGoesOn() {
    ledger.begin(cell, "images", "engine");
    ledger.checkpoint(cell, at(3, 4), 1);
    ledger.stop(cell);
    assertThat(outcome().status()).isEqualTo(CellStatus.STOPPED);
    CellLedger.Beginning again = ledger.begin(cell, "images", "engine");
    assertThat(again.checkpoint().orElseThrow().state().step()).isEqualTo(3);
    assertThat(outcome().status()).isEqualTo(CellStatus.RUNNING);
  }

  @Test
  void evaluationsOfAnEarlierTrainingAreForgottenWhenACellIsFinished() {
    ledger.begin(cell, "images", "engine");
    ledger.evaluated(cell, unseen, evaluation("unseen", 0.75));
    ledger.finish(cell, at(10, 4), List.of(evaluation("train", 0.5)), Map.of(), 1);
    assertThat(outcome().evaluations()).extracting(Evaluation::name).containsExactly("train");
  }

  @Test
  void anEvaluationOfAFinishedCellTakesThePlaceOfTheOneBefore() {
    ledger.begin(cell, "images", "engine");
    ledger.finish(cell, at(10, 4), List.of(evaluation("train", 0.5)), Map.of(), 1);
    ledger.evaluated(cell, unseen, evaluation("unseen", 0.75));
    ledger.evaluated(cell, unseen, evaluation("unseen", 0.25));
    assertThat(outcome().evaluations()).extracting(Evaluation::accuracy).containsExactly(0.5, 0.25);
  }

  @Test
  void aCellThatIsKnownByAnotherHashMovesWithAllThatIsKnownOfIt() {
    Cell former = sweep.cells().get(0);
    ledger.begin(former, "images", "engine");
    ledger.point(former, new CurvePoint(4, 1, 0.5, 0.25, 0.1));
    Evaluation measured = evaluation("unseen", 0.75);
    ledger.finish(
        former, at(10, 4), List.of(evaluation("train", 0.5)), Map.of(unseen, measured), 7);

    ledger.move(
        List.of(
            new CellMove.Move(
                former.hash(),
                cell.hash(),
                Map.of(unseen.hash(), "f".repeat(64), Digests.sha256("seen"), "unknown"))));

    assertThat(ledger.records().rowsOf(List.of(former.hash(), cell.hash())))
        .containsOnlyKeys(cell.hash());
    assertThat(outcome().status()).isEqualTo(CellStatus.DONE);
    assertThat(outcome().trainingSeconds()).isEqualTo(7);
    assertThat(outcome().curve()).hasSize(1);
    assertThat(outcome().provenance()).containsExactly("from step 0: engine");
    assertThat(ledger.records().finalParameters(cell)).isPresent();
    assertThat(
            JdbcClient.create(database.source)
                .sql("SELECT definition FROM evaluation ORDER BY name")
                .query(String.class)
                .list())
        .containsExactly(Digests.sha256("train"), "f".repeat(64));
  }

  @Test
  void aCellDoesNotMoveWhereThereIsOne() {
    Cell former = sweep.cells().get(0);
    ledger.begin(former, "images", "former");
    ledger.begin(cell, "images", "engine");
    ledger.move(List.of(new CellMove.Move(former.hash(), cell.hash(), Map.of())));
    assertThat(ledger.records().outcomes(sweep))
        .extracting(CellOutcome::provenance)
        .containsExactly(List.of("from step 0: former"), List.of("from step 0: engine"));
  }

  @Test
  void whoHasABusyCellIsTold() {
    database.ledgerOf("4711@here").begin(cell, "images", "engine");
    assertThatThrownBy(() -> ledger.begin(cell, "images", "engine"))
        .isInstanceOfSatisfying(
            CellBusyException.class, busy -> assertThat(busy.owner()).isEqualTo("4711@here"));
  }

  @Test
  void aCellIsTakenOnlyFromTheOwnerThatIsGone() {
    database.ledgerOf("4711@here").begin(cell, "images", "engine");
    ledger.takeFrom("4712@here", cell);
    assertThatThrownBy(() -> ledger.begin(cell, "images", "engine"))
        .isInstanceOf(CellBusyException.class);
    ledger.takeFrom("4711@here", cell);
    assertThat(ledger.begin(cell, "images", "engine").checkpoint()).isEmpty();
  }
}
