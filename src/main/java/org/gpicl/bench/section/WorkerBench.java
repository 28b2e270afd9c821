package org.gpicl.bench.section;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.gpicl.bench.timing.Median;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.set.TaskSets;

/** Compares two workers, each training a cell on fresh data, with one. */
public final class WorkerBench {
  private static final int ROUNDS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Setting setting;

  public WorkerBench(Setting setting) {
    this.setting = setting;
  }

  public Section twoAgainstOne() {
    Section section =
        new Section("workers", "Workers in one process, data made while training: steps a second");
    measure(section, "small h=64", Workload.smallTransformer(64).cell());
    measure(section, "notebook h=32", Workload.notebookTransformer(32).cell());
    return section;
  }

  private void measure(Section section, String name, Cell cell) {
    setting.say("two workers, " + name);
    TaskSets sets = SequenceBench.sets(setting.scratch());
    try (Worker first = new Worker(setting.engine(), cell, sets);
        Worker second = new Worker(setting.engine(), cell, sets)) {
      List<Pace> one = new ArrayList<>();
      List<Pace> two = new ArrayList<>();
      pace(List.of(first, second)); // a warm-up
      for (int round = 0; round < ROUNDS; round++) {
        one.add(pace(List.of(first)));
        two.add(pace(List.of(first, second)));
      }
      double alone = median(one, Pace::stepsPerSecond);
      double together = median(two, Pace::stepsPerSecond);
      section
          .row(name)
          .number("one worker", alone)
          .number("two workers", together)
          .number("ratio", together / alone)
          .number(
              "by processor time",
              2 * median(one, Pace::processorSeconds) / median(two, Pace::processorSeconds));
    }
  }

  private static double median(List<Pace> paces, ToDoubleFunction<Pace> of) {
    return Median.of(paces.stream().map(of::applyAsDouble).toList());
  }

  private Pace pace(List<Worker> workers) {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      List<Callable<Pace>> work = new ArrayList<>();
      workers.forEach(worker -> work.add(() -> worker.pace(setting.seconds())));
      double rate = 0;
      double processor = 0;
      for (Future<Pace> done : threads.invokeAll(work)) {
        rate += done.get().stepsPerSecond();
        processor += done.get().processorSeconds() / workers.size();
      }
      return new Pace(rate, processor);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("the bench was interrupted");
    } catch (ExecutionException e) {
      throw new EngineException("a worker failed: " + e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /**
   * @param stepsPerSecond of all workers, in elapsed time
   * @param processorSeconds of a step
   */
  private record Pace(double stepsPerSecond, double processorSeconds) {}

  /** A cell in training, as in a worker of a sweep. */
  private static final class Worker implements AutoCloseable {
    private final Cell cell;
    private final ExampleSet set;
    private final BatchReader reader;
    private final Trainer trainer;
    private long item;

    Worker(Engine engine, Cell cell, TaskSets sets) {
      this.cell = cell;
      this.set = sets.produce(cell.training());
      this.reader = new BatchReader(set, cell.model(), cell.labelScale(), cell.spec().batch());
      TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
      this.trainer = engine.open(cell.model(), cell.spec(), initial, () -> false);
    }

    Pace pace(double seconds) {
      int batch = cell.spec().batch();
      long processorBegin = THREADS.getCurrentThreadCpuTime();
      long begin = System.nanoTime();
      long now;
      int steps = 0;
      do {
        long first = item;
        trainer.step(reader.read(batch, place -> first + place, InUse.all(cell.training())));
        item += batch;
        steps++;
        now = System.nanoTime();
      } while (now - begin < seconds * 1e9);
      double processor = THREADS.getCurrentThreadCpuTime() - processorBegin;
      return new Pace(steps * 1e9 / (now - begin), processor / 1e9 / steps);
    }

    @Override
    public void close() {
      trainer.close();
      set.close();
    }
  }
}
