package org.gpicl.job.estimate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gpicl.engine.Engine;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * How long cells take on this machine: a few small steps of some models are really made, and a few
 * Gaussians drawn, before anything is started.
 */
public final class MeasuredCost {
  private static final int REPETITIONS = 3;
  private static final int GAUSSIANS = 1 << 20;

  /** A forward pass is one of the three products that a training step makes. */
  private static final double FORWARD_SHARE = 1 / 3.0;

  /** To turn a stored half into a normalised float, as measured on stored samples. */
  private static final double SECONDS_PER_STORED_NUMBER = 6e-9;

  private final Engine engine;
  private final Sweep sweep;
  private final CellDemand demand;
  private final ModelTimes steps;
  private final double secondsPerGaussian;

  public MeasuredCost(Engine engine, Sweep sweep) {
    this(engine, sweep, clock(engine), MeasuredCost::compilerNanos);
  }

  /**
   * @param nanos the clock
   * @param compilers processor time that was taken beside this thread
   */
  MeasuredCost(Engine engine, Sweep sweep, LongSupplier nanos, LongSupplier compilers) {
    this(
        engine,
        sweep,
        new ModelTimes(sweep, new StepTimer(engine, nanos, compilers)),
        secondsPerGaussian(nanos));
  }

  private MeasuredCost(Engine engine, Sweep sweep, ModelTimes steps, double secondsPerGaussian) {
    this.engine = engine;
    this.sweep = sweep;
    this.demand = new CellDemand(engine, sweep);
    this.steps = steps;
    this.secondsPerGaussian = secondsPerGaussian;
  }

  /** What the same measurements say of another sweep, as far as its models are like these. */
  MeasuredCost of(Sweep other) {
    return new MeasuredCost(engine, other, steps, secondsPerGaussian);
  }

  /** Models whose steps were measured. */
  public int measuredModels() {
    return steps.measuredModels();
  }

  /** Models of the sweep. */
  public int models() {
    return steps.models();
  }

  /**
   * Seconds of a cell of the sweep on one core: its steps, its evaluations, and whatever of its
   * data is produced while it is read, or its part of that if others train on it too.
   */
  public Estimate seconds(Cell cell) {
    return known(cell).orElseThrow();
  }

  /** Whether others train on a cell's batches, too, and it waits for them. */
  boolean shares(Cell cell) {
    return demand.usersOfABatch(cell) > 1;
  }

  /** The same of any cell; empty if its model is unlike those that were measured. */
  Optional<Estimate> known(Cell cell) {
    return steps.step(cell).map(step -> seconds(cell, step));
  }

  private Estimate seconds(Cell cell, Estimate step) {
    int batch = cell.spec().batch();
    double scheduled = Math.ceil((double) cell.spec().steps() / cell.evaluateEvery());
    double evaluated = scheduled * cell.seen().items();
    double read =
        (double) cell.spec().steps()
                * batch
                * readingSeconds(cell.training())
                / demand.usersOfABatch(cell)
            + evaluated * readingSeconds(cell.seen());
    for (EvaluationSet unseen : sweep.evaluations(cell)) {
      evaluated += unseen.set().items();
      read += unseen.set().items() * readingSeconds(unseen.set());
    }
    double forward = cell.model().learned() ? FORWARD_SHARE : 1;
    return step.times(cell.spec().steps() + forward * evaluated / batch).plus(Estimate.of(read, 1));
  }

  /**
   * Bytes of the Java heap that the engine takes to train a cell: parameters, moments, gradients
   * and activations, laid out as it lays them out.
   */
  public double trainerBytes(Cell cell) {
    return steps.trainerBytes(cell);
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

  private double readingSeconds(SetSpec set) {
    return demand.stored(set)
        ? (double) set.length() * set.images().features() * SECONDS_PER_STORED_NUMBER
        : matrixSeconds(set) + CellCost.projectionSeconds(set);
  }

  private double matrixSeconds(SetSpec set) {
    double features = set.images().features();
    return features * features * secondsPerGaussian;
  }

  /** On the processor the time of this thread, of which other programs take nothing. */
  private static LongSupplier clock(Engine engine) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return engine.leavesCoresFree() || !threads.isCurrentThreadCpuTimeSupported()
        ? System::nanoTime
        : threads::getCurrentThreadCpuTime;
  }

  private static long compilerNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            && threads.isCurrentThreadCpuTimeSupported()
        ? system.getProcessCpuTime() - threads.getCurrentThreadCpuTime()
        : 0;
  }

  private static double secondsPerGaussian(LongSupplier nanos) {
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
