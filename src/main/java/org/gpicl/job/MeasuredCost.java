package org.gpicl.job;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.RandomStream;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.Stream;

/**
 * How long cells take on this machine: a few small steps of each model are really made, and a few
 * Gaussians drawn, before anything is started.
 */
public final class MeasuredCost {
  private static final double FLOPS_OF_A_SMALL_STEP = 0.5e9;
  private static final int REPETITIONS = 3;
  private static final long LEAST_NANOSECONDS = 300_000_000;
  private static final int GAUSSIANS = 1 << 20;

  /** One step takes {@code fixed} seconds and {@code perItem} for each item of its batch. */
  private record StepTime(double fixed, double perItem) {}

  private final Engine engine;
  private final Map<ModelSpec, StepTime> times = new HashMap<>();
  private final double secondsPerGaussian;

  public MeasuredCost(Engine engine) {
    this.engine = engine;
    this.secondsPerGaussian = secondsPerGaussian();
  }

  /** Seconds of a cell's whole training on one core, the production of fresh items included. */
  public double seconds(Cell cell) {
    StepTime time = times.computeIfAbsent(cell.model(), model -> measure(cell));
    int batch = cell.spec().batch();
    double step = time.fixed() + batch * (time.perItem() + productionSeconds(cell));
    return step * cell.spec().steps();
  }

  private double productionSeconds(Cell cell) {
    SetSpec set = cell.training();
    double features = set.images().features();
    return set.fresh()
        ? features * features * secondsPerGaussian + CellCost.projectionSeconds(set)
        : 0;
  }

  private StepTime measure(Cell cell) {
    int batch = cell.spec().batch();
    TrainingState state = TrainingState.initial(cell.model(), cell.spec());
    try (Trainer trainer = engine.open(cell.model(), cell.spec(), state, () -> false)) {
      double flops = cell.model().trainingFlopsPerItem();
      if (batch * flops <= FLOPS_OF_A_SMALL_STEP) {
        return new StepTime(seconds(trainer, cell, batch), 0);
      }
      int some = (int) Math.max(1, Math.min(batch / 2.0, FLOPS_OF_A_SMALL_STEP / flops));
      double one = seconds(trainer, cell, some);
      double two = seconds(trainer, cell, 2 * some);
      double perItem = Math.max(0.1 * two / (2 * some), (two - one) / some);
      return new StepTime(Math.max(0, one - some * perItem), perItem);
    }
  }

  /** The quickest of many steps: the compiler warms up, and the machine has other things to do. */
  private static double seconds(Trainer trainer, Cell cell, int items) {
    Batch batch = new Batch(items, cell.model().length(), cell.model().inputs());
    Arrays.fill(batch.inputs(), 0.1f);
    double best = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    for (int repetition = 0;
        repetition < REPETITIONS || System.nanoTime() - start < LEAST_NANOSECONDS;
        repetition++) {
      long begin = System.nanoTime();
      trainer.step(batch);
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return best;
  }

  private static double secondsPerGaussian() {
    RandomStream stream = new RandomStream(0, Stream.TRAINING_MATRIX);
    float[] out = new float[GAUSSIANS];
    double best = Double.POSITIVE_INFINITY;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      long begin = System.nanoTime();
      stream.gaussians(repetition, 1f, out, 0, out.length);
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return best / GAUSSIANS;
  }
}
