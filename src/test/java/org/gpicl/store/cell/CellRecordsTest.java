package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class CellRecordsTest {
  private final MigratedDatabase database = new MigratedDatabase();
  private final CellRecords records = database.ledger.records();
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private final Cell first = sweep.cells().get(0);
  private final Cell second = sweep.cells().get(1);

  private static Checkpoint at(long step) {
    return new Checkpoint(
        new TrainingState(step, List.of(new float[4]), List.of(), List.of()),
        TrainingProgress.none());
  }

  @Test
  void theImagesOfACellAreThoseThatItWasBegunOn() {
    database.ledger.begin(first, "glyphs of old", "engine");
    assertThat(records.images(sweep.cells()))
        .containsExactly(Map.entry(first.hash(), "glyphs of old"));
  }

  @Test
  void whatIsDoneIsNotUnfinished() {
    database.ledger.begin(first, "images", "engine");
    database.ledger.begin(second, "images", "engine");
    database.ledger.finish(first, at(10), List.of(), Map.of(), 1);
    assertThat(records.remaining().unfinished(sweep)).containsExactly(second);
  }

  @Test
  void aCellThatWentOnWithAnotherEngineIsMixed() {
    database.ledger.begin(second, "images", "vector");
    assertThat(records.outcomes(sweep)).noneMatch(CellOutcome::mixed);
    database.ledger.checkpoint(second, at(4), 1);
    database.ledger.begin(second, "images", "nd4j");
    CellOutcome outcome = records.outcomes(sweep).get(1);
    assertThat(outcome.mixed()).isTrue();
    assertThat(outcome.provenance()).containsExactly("from step 0: vector", "from step 4: nd4j");
  }

  @Test
  void aRetryLeavesACellInTrainingAsItIs() {
    database.ledger.begin(first, "images", "engine");
    database.ledger.fail(second, "the loss became NaN", true);
    assertThat(database.recovery.retryFailed(sweep.cells())).isEqualTo(1);
    assertThat(records.outcomes(sweep))
        .extracting(CellOutcome::status)
        .containsExactly(CellStatus.RUNNING, CellStatus.STOPPED);
  }
}
