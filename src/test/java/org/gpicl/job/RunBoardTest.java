package org.gpicl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepFile;
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
  private final RunBoard board = new RunBoard(clock, nanos::get, new CellCost(), 1);
  private final Cell first = SWEEP.cells().get(0);
  private final Cell second = SWEEP.cells().get(1);

  @Test
  void theTimeLeftFollowsWhatWasMeasured() {
    board.add(first, CellStatus.PENDING, 0);
    board.add(second, CellStatus.PENDING, 0);
    board.begin(first, 0, pace(first));
    assertThat(board.view().remaining()).as("before anything was measured").isEmpty();

    now.set(now.get().plusSeconds(10_000));
    board.step(first.hash(), 500, 1.5, 1, 0);
    RunBoard.View half = board.view();
    assertThat(half.fraction()).isEqualTo(0.25);
    assertThat(half.running().get(0).step()).isEqualTo(500);
    assertThat(half.remaining().orElseThrow().toSeconds())
        .as("three times what a quarter took")
        .isBetween(25_000L, 30_100L);
  }

  @Test
  void whatWasDoneBeforeIsNotMeasuredAgain() {
    board.add(first, CellStatus.DONE, 1000);
    board.add(second, CellStatus.PENDING, 900);
    board.begin(second, 900, pace(second));
    assertThat(board.view().fraction()).isEqualTo(0.95);
    board.step(second.hash(), 1000, 1, 1, 0);
    board.end(second, CellStatus.DONE);
    assertThat(board.view().done()).isEqualTo(2);
    assertThat(board.view().fraction()).isEqualTo(1);
  }
}
