package org.gpicl.job.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.job.cost.CellCost;
import org.gpicl.metrics.Phase;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class RunBoardTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: board
          recipe: small
          images: glyphs
          models: transformer
          tasks: [4, 8]
          hidden: 8
          transformer: {steps: 1000}
          """,
          "test",
          List.of());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final RunBoard board = new RunBoard(clock, nanos::get, nanos::get, new CellCost(), 1);
  private final Cell first = SWEEP.cells().get(0);
  private final Cell second = SWEEP.cells().get(1);

  private TrainingPace pace(Cell cell) {
    return new TrainingPace(
        1, OptionalInt.empty(), cell, new CheckpointPolicy.EverySteps(100), nanos::get);
  }

  private void pass(double seconds) {
    nanos.addAndGet(Math.round(1e9 * seconds));
  }

  @Test
  void theTimeLeftFollowsWhatWasMeasured() {
    board.add(Search.Training.whole(first), CellStatus.PENDING, 0);
    board.add(Search.Training.whole(second), CellStatus.PENDING, 0);
    board.begin(first, 0, pace(first));
    assertThat(board.view().remaining()).as("before anything was measured").isEmpty();

    pass(10_000);
    board.step(first.hash(), 500, 1.5, 1, 0);
    RunBoard.View half = board.view();
    assertThat(half.fraction()).isEqualTo(0.25);
    assertThat(half.running().get(0).step()).isEqualTo(500);
    assertThat(half.remaining().orElseThrow().toSeconds())
        .as("three times what a quarter took")
        .isBetween(25_000L, 30_100L);
  }

  @Test
  void beforeItsCellsArePlannedNothingOfARunIsDone() {
    assertThat(board.view().fraction()).isZero();
    assertThat(board.view().remaining()).isEmpty();
  }

  @Test
  void whatWasDoneBeforeIsNotMeasuredAgain() {
    board.add(Search.Training.whole(first), CellStatus.DONE, 1000);
    board.add(Search.Training.whole(second), CellStatus.PENDING, 900);
    board.begin(second, 900, pace(second));
    assertThat(board.view().fraction()).isEqualTo(0.95);
    board.step(second.hash(), 1000, 1, 1, 0);
    board.end(second, CellStatus.DONE);
    assertThat(board.view().done()).isEqualTo(2);
    assertThat(board.view().fraction()).isEqualTo(1);
  }

  @Test
  void aCellThatAWorkerHasTakenKeepsItsStepUntilTheWorkerSaysOne() {
    board.add(Search.Training.whole(first), CellStatus.STOPPED, 500);
    board.add(Search.Training.whole(second), CellStatus.DONE, 1000);
    board.reached(first.hash(), 0, Double.NaN, Double.NaN);
    pass(1_000);
    assertThat(board.view().running().get(0).step()).isEqualTo(500);
    assertThat(board.view().remaining()).as("getting ready is no measure of the pace").isEmpty();

    board.reached(first.hash(), 500, 1.5, Double.NaN);
    pass(10_000);
    board.reached(first.hash(), 600, 1.4, Double.NaN);
    assertThat(board.view().remaining().orElseThrow().toSeconds()).isBetween(33_000L, 40_100L);
  }

  @Test
  void aCellInTrainingTellsHowQuickItIs() {
    board.add(Search.Training.whole(first), CellStatus.PENDING, 0);
    board.add(Search.Training.whole(second), CellStatus.PENDING, 0);
    assertThat(board.activity().cells()).isEmpty();
    board.begin(first, 0, pace(first));
    assertThat(board.activity().cells().get(0).pace().stepsPerSecond()).as("at first").isNaN();
    for (int step = 1; step <= 10; step++) {
      pass(0.5);
      board.step(first.hash(), step, 1.5, 4, 100_000_000);
    }
    RunBoard.CellActivity cell = board.activity().cells().get(0);
    assertThat(cell.pace().worker()).isEqualTo(1);
    assertThat(cell.now().step()).isEqualTo(10);
    assertThat(cell.now().steps()).isEqualTo(1000);
    assertThat(cell.pace().stepsPerSecond()).isEqualTo(2);
    assertThat(cell.pace().tokensPerSecond()).isEqualTo(2.0 * 4 * first.model().length());
    assertThat(cell.pace().gflops())
        .isEqualTo(2.0 * 4 * first.model().trainingFlopsPerItem() / 1e9, within(1e-9));
    assertThat(cell.pace().inputShare()).as("0.1 of 0.5 seconds").isEqualTo(0.2, within(1e-9));
    assertThat(cell.pace().checkpointInterval()).as("100 steps").isEqualTo(50);
    board.end(first, CellStatus.DONE);
    assertThat(board.activity().cells()).isEmpty();
  }

  @Test
  void theRateIsOfTheLastSeconds() {
    board.add(Search.Training.whole(first), CellStatus.PENDING, 0);
    board.begin(first, 0, pace(first));
    for (int step = 1; step <= 60; step++) {
      pass(1);
      board.step(first.hash(), step, 1, 1, 0);
    }
    for (int step = 61; step <= 360; step++) {
      pass(0.1);
      board.step(first.hash(), step, 1, 1, 0);
    }
    assertThat(board.activity().cells().get(0).pace().stepsPerSecond()).isEqualTo(10, within(0.01));
    pass(1000);
    assertThat(board.activity().cells().get(0).pace().stepsPerSecond())
        .as("it stands")
        .isLessThan(0.2);
  }

  @Test
  void theAgeOfTheNewestCheckpointIsKnown() {
    board.add(Search.Training.whole(first), CellStatus.PENDING, 0);
    board.begin(first, 0, pace(first));
    pass(30);
    assertThat(board.activity().cells().get(0).pace().checkpointAge()).isEqualTo(30);
    board.checkpoint(first.hash(), 5);
    pass(3);
    assertThat(board.activity().cells().get(0).pace().checkpointAge()).isEqualTo(3);
  }

  @Test
  void whateverHappensIsAMove() {
    board.add(Search.Training.whole(first), CellStatus.PENDING, 0);
    for (Runnable move :
        List.<Runnable>of(
            () -> board.enter(Phase.TRAIN),
            () -> board.phase("training", 0),
            () -> board.begin(first, 0, pace(first)),
            () -> board.step(first.hash(), 1, 1, 1, 0),
            () -> board.seen(first.hash(), 0.5),
            () -> board.checkpoint(first.hash(), 1),
            board::moved,
            () -> board.end(first, CellStatus.DONE))) {
      pass(7);
      assertThat(board.activity().idleSeconds()).isEqualTo(7);
      move.run();
      assertThat(board.activity().idleSeconds()).isZero();
    }
    assertThat(board.activity().phase()).isEqualTo("train");
    assertThat(board.activity().statuses()).isEqualTo(Map.of(CellStatus.DONE, 1));
  }
}
