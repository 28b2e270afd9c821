package org.gpicl.job.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gpicl.engine.Engine;
import org.gpicl.model.ModelSpec;
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
  private Engine warming() {
    return new PacedEngine(
        now,
        model -> {
          boolean small = model.equals(SWEEP.cells().get(0).model());
          boolean cold = small && opened.merge(model, 1, Integer::sum) < 3;
          return batch -> cold ? SECOND : small ? MILLISECOND : 2 * MILLISECOND;
        });
  }

  @Test
  void aStepThatTakesLongerThanOneOfALargerModelIsMeasuredAgain() {
    MeasuredCost cost = new MeasuredCost(warming(), SWEEP, now::get, () -> 0);
    Cell small = SWEEP.cells().get(0);
    Cell large = SWEEP.cells().get(1);
    assertThat(small.model().trainingFlopsPerItem())
        .isLessThan(large.model().trainingFlopsPerItem());
    assertThat(cost.seconds(large).likely()).isCloseTo(2, within(0.1));
    assertThat(cost.seconds(small).likely()).isCloseTo(1, within(0.1));
  }

  /** A step takes 1 ms and 1 ns for so many operations; the wider the model, the more. */
  private Engine regular() {
    return new PacedEngine(
        now,
        model -> {
          opened.merge(model, 1, Integer::sum);
          return batch -> nanos(model, batch.size());
        });
  }

  private static long nanos(ModelSpec model, int items) {
    return MILLISECOND + Math.round(items * Math.pow(model.trainingFlopsPerItem(), 0.9));
  }

  @Test
  void ofHundredsOfModelsAFewAreMeasuredAndTheOthersFollowFromThem() {
    Sweep many =
        SweepFile.parse(
            """
            name: many
            recipe: small
            images: {set: glyphs, size: 4, classes: 3}
            models: [transformer]
            tasks: [4]
            hidden: 1..128
            batch: [4, 16]
            transformer: {heads: 1, steps: 1000, evaluateEvery: 1000 steps, length: 6, layers: [1, 2, 3, 4]}
            evaluate: {seenTasks: 1, unseenTasks: 1, maxSamples: 6}
            """,
            "test",
            List.of());

    MeasuredCost cost = new MeasuredCost(regular(), many, now::get, () -> 0);

    assertThat(cost.models()).isEqualTo(512);
    assertThat(cost.measuredModels()).isEqualTo(5);
    assertThat(opened).hasSize(5);
    for (Cell cell : many.cells()) {
      double step = nanos(cell.model(), cell.spec().batch()) / 1e9;
      Estimate seconds = cost.seconds(cell);
      assertThat(seconds.likely()).isCloseTo(1000 * step, withinPercentage(20));
      assertThat(seconds.likely()).isBetween(seconds.least(), seconds.most());
    }
  }

  @Test
  void theTimeOfAStepIsThatOfItsBatch() {
    Sweep batches =
        SweepFile.parse(
            """
            name: batches
            recipe: small
            images: {set: glyphs, size: 4, classes: 3}
            models: [transformer]
            tasks: [4]
            hidden: 8
            batch: [1, 8, 512]
            transformer: {steps: 1000, evaluateEvery: 1000 steps, length: 6, layers: 1}
            evaluate: {seenTasks: 1, unseenTasks: 1, maxSamples: 6}
            """,
            "test",
            List.of());

    MeasuredCost cost = new MeasuredCost(regular(), batches, now::get, () -> 0);

    for (Cell cell : batches.cells()) {
      double step = nanos(cell.model(), cell.spec().batch()) / 1e9;
      assertThat(cost.seconds(cell).likely()).isCloseTo(1000 * step, withinPercentage(5));
    }
  }

  @Test
  void anEstimateIsAsUnsureAsItsMeasurement() {
    AtomicLong step = new AtomicLong();
    Engine unsteady =
        new PacedEngine(
            now, model -> batch -> (step.getAndIncrement() % 5 == 0 ? 10 : 20) * MILLISECOND);

    Estimate seconds =
        new MeasuredCost(unsteady, SWEEP, now::get, () -> 0).seconds(SWEEP.cells().get(0));

    assertThat(seconds.likely()).isCloseTo(20, within(1.0));
    assertThat(seconds.least()).isCloseTo(10, within(1.0));
    assertThat(seconds.isSure()).isFalse();
  }

  @Test
  void stepsAreNotSettledWhileTheyAreBeingCompiled() {
    AtomicLong compiled = new AtomicLong();
    Engine late =
        new PacedEngine(
            now,
            model ->
                batch -> {
                  boolean compiling = now.get() < SECOND;
                  compiled.addAndGet(compiling ? 30 * MILLISECOND : 0);
                  return compiling ? 50 * MILLISECOND : MILLISECOND;
                });

    MeasuredCost cost = new MeasuredCost(late, SWEEP, now::get, compiled::get);

    assertThat(cost.seconds(SWEEP.cells().get(0)).likely()).isCloseTo(1, within(0.1));
  }
}
