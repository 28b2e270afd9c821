package org.gpicl.job.estimate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.model.ModelSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * How long cells take on this machine: a few small steps of each model are really made, and a few
 * Gaussians drawn, before anything is started.
 */
public final class MeasuredCost {
  private static final double FLOPS_OF_A_SMALL_STEP = 0.5e9;
  private static final int REPETITIONS = 3;
  private static final long SETTLED_NANOSECONDS = 300_000_000;
  private static final long MOST_NANOSECONDS = 3_000_000_000L;
  private static final double IMPROVEMENT = 0.9;
  private static final int GAUSSIANS = 1 << 20;

  /** Most of a step is spent on its items; a disturbed measurement must not say otherwise. */
  private static final double LEAST_SHARE_OF_ITEMS = 0.5;

  /** One step takes {@code fixed} seconds and {@code perItem} for each item of its batch. */
  private record StepTime(double fixed, double perItem) {
    double of(int items) {
      return fixed + items * perItem;
    }
  }

  /** A forward pass is one of the three products that a training step makes. */
  private static final double FORWARD_SHARE = 1 / 3.0;

  /** To turn a stored half into a normalised float, as measured on stored samples. */
  private static final double SECONDS_PER_STORED_NUMBER = 6e-9;

  private final Engine engine;
  private final LongSupplier nanos;
  private final Sweep sweep;
  private final CellDemand demand;
  private final Map<ModelSpec, StepTime> times = new HashMap<>();
  private final Map<ModelSpec, Long> trainerBytes = new HashMap<>();
  private final double secondsPerGaussian;

  public MeasuredCost(Engine engine, Sweep sweep) {
    this(engine, sweep, clock(engine));
  }

  MeasuredCost(Engine engine, Sweep sweep, LongSupplier nanos) {
    this.engine = engine;
    this.nanos = nanos;
    this.sweep = sweep;
    this.demand = new CellDemand(engine, sweep);
    this.secondsPerGaussian = secondsPerGaussian();
    measureAll();
  }

  private void measureAll() {
    Map<ModelSpec, Cell> models = new LinkedHashMap<>();
    sweep.cells().forEach(cell -> models.putIfAbsent(cell.model(), cell));
    models.values().forEach(this::measure);
    for (int again = 0; again < REPETITIONS; again++) {
      models.values().stream()
          .filter(cell -> models.values().stream().anyMatch(other -> isAmiss(cell, other)))
          .toList()
          .forEach(this::measure);
    }
  }

  /** A step that takes longer than one of a larger model was made by code not yet compiled. */
  private boolean isAmiss(Cell cell, Cell other) {
    int batch = cell.spec().batch();
    return cell.kind() == other.kind()
        && batch == other.spec().batch()
        && cell.model().trainingFlopsPerItem() < other.model().trainingFlopsPerItem()
        && times.get(cell.model()).of(batch) > times.get(other.model()).of(batch);
  }

  /**
   * Seconds of a cell on one core: its steps, its evaluations, and whatever of its data is produced
   * while it is read.
   */
  public double seconds(Cell cell) {
    StepTime time = times.get(cell.model());
    int batch = cell.spec().batch();
    double perItem = time.perItem() + readingSeconds(cell.training());
    double training = cell.spec().steps() * (time.fixed() + batch * perItem);
    double forward = FORWARD_SHARE * (time.fixed() / batch + time.perItem());
    double scheduled = Math.ceil((double) cell.spec().steps() / cell.evaluateEvery());
    double evaluation = scheduled * scoringSeconds(cell.seen(), forward);
    for (EvaluationSet unseen : sweep.evaluations(cell)) {
      evaluation += scoringSeconds(unseen.set(), forward);
    }
    return training + evaluation;
  }

  /**
   * Bytes of the Java heap that the engine takes to train a cell: parameters, moments, gradients
   * and activations, laid out as it lays them out.
   */
  public double trainerBytes(Cell cell) {
    return trainerBytes.get(cell.model());
  }

  /** Seconds on one core to generate what is stored before the first cell begins. */
  public double generationSeconds() {
    return GeneratedSets.storable(sweep, sweep.cells()).stream()
        .mapToDouble(
            set ->
                set.items() * CellCost.projectionSeconds(set)
                    + Math.min(set.tasks(), set.items()) * matrixSeconds(set))
        .sum();
  }

  private double scoringSeconds(SetSpec set, double forward) {
    return set.items() * (forward + readingSeconds(set));
  }

  private double readingSeconds(SetSpec set) {
    return demand.stored(set)
        ? (double) set.length() * set.images().features() * SECONDS_PER_STORED_NUMBER
        : matrixSeconds(set) + CellCost.projectionSeconds(set);
  }

  private double matrixSeconds(SetSpec set) {
    double features = set.images().features();
    return features * features * secondsPerGaussian;
  }

  private void measure(Cell cell) {
    times.merge(
        cell.model(),
        measured(cell),
        (one, other) -> one.of(cell.spec().batch()) < other.of(cell.spec().batch()) ? one : other);
  }

  private StepTime measured(Cell cell) {
    int batch = cell.spec().batch();
    TrainingState state = TrainingState.initial(cell.model(), cell.spec());
    // The first time, an engine may do things of which nothing stays.
    engine.open(cell.model(), cell.spec(), state, () -> false).close();
    long before = allocatedBytes();
    try (Trainer trainer = engine.open(cell.model(), cell.spec(), state, () -> false)) {
      trainerBytes.put(cell.model(), allocatedBytes() - before);
      double flops = cell.model().trainingFlopsPerItem();
      if (batch * flops <= FLOPS_OF_A_SMALL_STEP) {
        return new StepTime(seconds(trainer, cell, batch), 0);
      }
      int some = (int) Math.max(1, Math.min(batch / 2.0, FLOPS_OF_A_SMALL_STEP / flops));
      double one = seconds(trainer, cell, some);
      double two = seconds(trainer, cell, 2 * some);
      double perItem = Math.max(LEAST_SHARE_OF_ITEMS * two / (2 * some), (two - one) / some);
      return new StepTime(Math.max(0, one - some * perItem), perItem);
    }
  }

  /**
   * The quickest of many steps, made until they get no quicker for a while: the compiler warms up.
   * On the processor in time of this thread, of which other programs take nothing.
   */
  private double seconds(Trainer trainer, Cell cell, int items) {
    Batch batch = new Batch(items, cell.model().length(), cell.model().inputs());
    Arrays.fill(batch.inputs(), 0.1f);
    double best = Double.POSITIVE_INFINITY;
    long start = nanos.getAsLong();
    long improved = start;
    long now = start;
    for (int repetition = 0;
        repetition < REPETITIONS
            || now - improved < SETTLED_NANOSECONDS && now - start < MOST_NANOSECONDS;
        repetition++) {
      long begin = nanos.getAsLong();
      trainer.step(batch);
      now = nanos.getAsLong();
      double took = (now - begin) / 1e9;
      if (took < IMPROVEMENT * best) {
        improved = now;
      }
      best = Math.min(best, took);
    }
    return best;
  }

  private static LongSupplier clock(Engine engine) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return engine.leavesCoresFree() || !threads.isCurrentThreadCpuTimeSupported()
        ? System::nanoTime
        : threads::getCurrentThreadCpuTime;
  }

  /** What this thread has allocated on the Java heap since it began. */
  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getThreadAllocatedBytes(Thread.currentThread().getId())
        : 0;
  }

  private double secondsPerGaussian() {
    RandomStream stream = new RandomStream(0, Stream.TRAINING_MATRIX);
    float[] out = new float[GAUSSIANS];
    double best = Double.POSITIVE_INFINITY;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      long begin = nanos.getAsLong();
      new Gaussians(stream, 1f).draw(repetition, out, 0, out.length);
      best = Math.min(best, (nanos.getAsLong() - begin) / 1e9);
    }
    return best / GAUSSIANS;
  }
}
