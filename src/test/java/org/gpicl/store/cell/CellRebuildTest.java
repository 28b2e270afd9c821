package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class CellRebuildTest {
  private static final String TRAIN = Digests.sha256(Evaluation.TRAIN);
  private static final String SEEN = Digests.sha256(Evaluation.SEEN);

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final CellRebuild rebuild =
      new CellRebuild(
          CellTables.of(jdbc, Clock.systemUTC()), new TransactionTemplate(database.transactions));
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final Cell cell = sweep.cells().get(1);
  private final EvaluationSet unseen = sweep.evaluations(cell).get(0);

  private static CurvePoint point(long step) {
    return new CurvePoint(step, 1.0 / step, 0.5, 0.25, 0.1);
  }

  private static Evaluation evaluation(String name, double accuracy) {
    return new Evaluation(name, accuracy, 1.5, new double[0]);
  }

  private CellRebuild.Finished fromFiles(Map<String, Evaluation> evaluations) {
    return new CellRebuild.Finished(
        cell,
        List.of(point(4), point(10)),
        evaluations,
        12.5,
        List.of(new ProvenanceTable.Row(0, "vector"), new ProvenanceTable.Row(6, "nd4j")));
  }

  private CellOutcome outcome() {
    return database.ledger.records().outcomes(sweep).get(1);
  }

  private static Checkpoint at(long step) {
    return new Checkpoint(
        new TrainingState(step, List.of(new float[] {step}), List.of(), List.of()),
        TrainingProgress.none());
  }

  private long checkpoints() {
    return jdbc.sql("SELECT COUNT(*) FROM checkpoint_part").query(Long.class).single();
  }

  private void isAsInTheFiles() {
    CellOutcome outcome = outcome();
    assertThat(outcome.status()).isEqualTo(CellStatus.DONE);
    assertThat(outcome.step()).isEqualTo(10);
    assertThat(outcome.trainingSeconds()).isEqualTo(12.5);
    assertThat(outcome.curve()).containsExactly(point(4), point(10));
    assertThat(outcome.evaluations())
        .extracting(Evaluation::name, Evaluation::accuracy)
        .containsExactly(tuple("train", 0.5), tuple("unseen", 0.25));
    assertThat(outcome.provenance()).containsExactly("from step 0: vector", "from step 6: nd4j");
  }

  @Test
  void aCellThatTheDatabaseDoesNotHaveIsAddedWithAllItsResults() {
    CellRebuild.Added added =
        rebuild.add(
            fromFiles(
                Map.of(
                    TRAIN, evaluation("train", 0.5), unseen.hash(), evaluation("unseen", 0.25))));
    assertThat(added).isEqualTo(new CellRebuild.Added(true, 2));
    isAsInTheFiles();
  }

  @Test
  void aCellThatIsHalfTrainedGivesWayToTheOneInTheFiles() {
    database.ledger.begin(cell, "images", "libtorch");
    database.ledger.point(cell, point(2));
    database.ledger.point(cell, point(4));
    database.ledger.checkpoint(cell, at(4), 3);
    database.ledger.evaluated(cell, unseen, evaluation("unseen", 0.75));

    CellRebuild.Added added =
        rebuild.add(
            fromFiles(
                Map.of(
                    TRAIN, evaluation("train", 0.5), unseen.hash(), evaluation("unseen", 0.25))));

    assertThat(added).isEqualTo(new CellRebuild.Added(true, 2));
    isAsInTheFiles();
    assertThat(checkpoints()).isZero();
  }

  @Test
  void aCellThatIsDoneGetsOnlyTheEvaluationsThatItLacks() {
    database.ledger.begin(cell, "images", "libtorch");
    database.ledger.finish(cell, at(10), List.of(evaluation("train", 0.75)), Map.of(), 7);

    CellRebuild.Added added =
        rebuild.add(
            fromFiles(
                Map.of(
                    TRAIN,
                    evaluation("train", 0.5),
                    SEEN,
                    evaluation("seen", 0.125),
                    unseen.hash(),
                    evaluation("unseen", 0.25))));

    assertThat(added).isEqualTo(new CellRebuild.Added(false, 2));
    CellOutcome outcome = outcome();
    assertThat(outcome.evaluations())
        .extracting(Evaluation::accuracy)
        .containsExactly(0.75, 0.125, 0.25);
    assertThat(outcome.curve()).isEmpty();
    assertThat(outcome.trainingSeconds()).isEqualTo(7);
    assertThat(outcome.provenance()).containsExactly("from step 0: libtorch");
  }

  @Test
  void aCellIsAddedWholeOrNotAtAll() {
    Evaluation withoutName = evaluation(null, 0.5);
    assertThatThrownBy(() -> rebuild.add(fromFiles(Map.of(TRAIN, withoutName))))
        .hasMessageContaining("NULL not allowed");
    assertThat(outcome().status()).isEqualTo(CellStatus.PENDING);
    assertThat(outcome().curve()).isEmpty();
  }

  @Test
  void parametersAreLackingUntilTheyAreAddedAndAgainWhenTheyAreDamaged() {
    rebuild.add(fromFiles(Map.of()));
    assertThat(rebuild.lacksParameters(cell)).isTrue();

    rebuild.addParameters(cell, List.of(new float[] {1, 2}, new float[] {3}));

    assertThat(rebuild.lacksParameters(cell)).isFalse();
    TrainingState stored = database.ledger.records().finalParameters(cell).orElseThrow();
    assertThat(stored.step()).isEqualTo(10);
    assertThat(stored.parameters()).containsExactly(new float[] {1, 2}, new float[] {3});

    jdbc.sql("UPDATE parameters SET sha256 = ?").param("0".repeat(64)).update();
    assertThat(rebuild.lacksParameters(cell)).as("damaged").isTrue();
    rebuild.addParameters(cell, List.of(new float[] {1, 2}));
    assertThat(rebuild.lacksParameters(cell)).as("replaced").isFalse();
  }
}
