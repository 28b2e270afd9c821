package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gpicl.store.cell.TrainedCells;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class ExperienceTest {
  private static final Sweep SWEEP = sweep(8, "seeds: [0, 1, 2, 3]");

  private static Sweep sweep(int hidden, String seeds) {
    return SweepFile.parse(
        """
        name: again
        recipe: small
        images: {set: glyphs, size: 4, classes: 3}
        models: [transformer]
        tasks: [4]
        hidden: %d
        transformer: {steps: 1000, evaluateEvery: 1000 steps, batch: 4, length: 6, layers: 1}
        evaluate: {seenTasks: 1, unseenTasks: 1, maxSamples: 6}
        workers: 1
        """
                .formatted(hidden)
            + seeds,
        "test",
        List.of());
  }

  private static final long TEN_MILLISECONDS = 10_000_000;

  private final AtomicLong now = new AtomicLong();
  private final MeasuredCost cost =
      new MeasuredCost(
          new PacedEngine(now, model -> batch -> TEN_MILLISECONDS), SWEEP, now::get, () -> 0);

  private static TrainedCells trained(Sweep sweep, ToDoubleFunction<Cell> seconds) {
    return new TrainedCells(
        sweep,
        sweep.cells().stream().collect(Collectors.toMap(Cell::hash, seconds::applyAsDouble)));
  }

  private Estimate corrected(TrainedCells... trained) {
    Cell cell = SWEEP.cells().get(0);
    return Experience.of(List.of(trained), cost).correct(cell, cost.seconds(cell));
  }

  @Test
  void anEstimateIsCorrectedByWhatTheSameModelTookBefore() {
    assertThat(corrected().likely()).isCloseTo(10, within(0.2));
    assertThat(corrected(trained(SWEEP, cell -> 13)).likely()).isCloseTo(13, within(0.3));
    assertThat(corrected(trained(SWEEP, cell -> 8)).isSure()).isTrue();
  }

  @Test
  void aCorrectionIsAsUnsureAsCellsWereUnlike() {
    Estimate unlike = corrected(trained(SWEEP, cell -> 6 + 4 * cell.seed()));
    assertThat(unlike.isSure()).isFalse();
    assertThat(unlike.least()).isLessThan(unlike.likely());
  }

  @Test
  void cellsThatTookVeryLongWereDisturbedAndChangeNothing() {
    TrainedCells slow = trained(SWEEP, cell -> 40);
    assertThat(corrected(slow).likely()).isCloseTo(10, within(0.2));
  }

  @Test
  void modelsThatAreUnlikeThoseOfTheSweepSayNothing() {
    Sweep wide = sweep(64, "seeds: [0, 1, 2, 3]");
    assertThat(Experience.of(List.of(trained(wide, cell -> 13)), cost)).isEqualTo(Experience.NONE);
  }

  @Test
  void aSweepOfFewCellsIsHelpedByOtherCoresAndSaysNothing() {
    Sweep two = sweep(8, "seeds: [0, 1]");
    assertThat(Experience.of(List.of(trained(two, cell -> 13)), cost)).isEqualTo(Experience.NONE);
  }

  @Test
  void onlyKindsThatWereTrainedAreCorrected() {
    Experience experience = Experience.of(List.of(trained(SWEEP, cell -> 13)), cost);
    assertThat(experience.corrections()).containsOnlyKeys(ModelKind.TRANSFORMER);
    assertThat(experience.cells()).isEqualTo(4);
    assertThat(Experience.NONE.corrections()).isEqualTo(Map.of());
  }
}
