package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.IdleTrainer;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class MeasuredCostTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: estimated
          recipe: small
          images: {set: glyphs, size: 4, classes: 3}
          models: [transformer]
          tasks: [4]
          hidden: [8, 16]
          transformer: {steps: 1000, evaluateEvery: 1000 steps, batch: 4, length: 6, layers: 1}
          evaluate: {seenTasks: 1, unseenTasks: 1, maxSamples: 6}
          """,
          "test",
          List.of());

  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  private final AtomicLong now = new AtomicLong();
  private final Map<ModelSpec, Integer> opened = new HashMap<>();

  /** A step of the smaller model takes a second until its third training is open. */
  private final class Warming implements Engine {
    @Override
    public String name() {
      return "warming";
    }

    @Override
    public String description() {
      return "an engine that is compiled late";
    }

    @Override
    public Trainer open(
        ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
      boolean small = model.equals(SWEEP.cells().get(0).model());
      boolean cold = small && opened.merge(model, 1, Integer::sum) < 3;
      return new Steps(cold ? SECOND : small ? MILLISECOND : 2 * MILLISECOND);
    }
  }

  private final class Steps extends IdleTrainer {
    private final long nanos;

    private Steps(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public StepResult step(Batch batch) {
      now.addAndGet(nanos);
      return new StepResult(1, 0, 1);
    }
  }

  @Test
  void aStepThatTakesLongerThanOneOfALargerModelIsMeasuredAgain() {
    MeasuredCost cost = new MeasuredCost(new Warming(), SWEEP, now::get);
    Cell small = SWEEP.cells().get(0);
    Cell large = SWEEP.cells().get(1);
    assertThat(small.model().trainingFlopsPerItem())
        .isLessThan(large.model().trainingFlopsPerItem());
    assertThat(cost.seconds(large)).isCloseTo(2, within(0.1));
    assertThat(cost.seconds(small)).isCloseTo(1, within(0.1));
  }
}
