package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.IdleTrainer;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
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

  private final AtomicLong now = new AtomicLong();
  private final MeasuredCost cost =
      new MeasuredCost(new TenMilliseconds(), SWEEP, now::get, () -> 0);

  /** A step takes ten milliseconds. */
  private final class TenMilliseconds implements Engine {
    @Override
    public String name() {
      return "regular";
    }

    @Override
    public String description() {
      return "an engine that is always as fast";
    }

    @Override
    public Trainer open(
        ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
      return new IdleTrainer() {
        @Override
        public StepResult step(Batch batch) {
          now.addAndGet(10_000_000);
          return new StepResult(1, 0, 1);
        }
      };
    }
  }

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
