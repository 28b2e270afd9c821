package org.gpicl.bench.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Precision;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;

/**
 * Measures steps on a GPU, or wherever the engine computes: one cell on its own, and several that
 * share the device. As in a sweep, another thread brings each cell its next batch.
 */
public final class DeviceBench {
  private static final int[] SHARING = {1, 2, 4, 8};
  private static final int[] BATCHES = {128, 512};

  /** Wider models do not gain from sharing, and only their batch of 512 takes long enough. */
  private static final int WIDE = 512;

  private final Setting setting;

  public DeviceBench(Setting setting) {
    this.setting = setting;
  }

  public Section steps() {
    Section section =
        new Section(
            "device", "Transformer of the notebook on one device: steps a second of all its cells");
    Engine engine = setting.engine().devices().get(0);
    for (int width : setting.widths()) {
      for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
        for (int batch : BATCHES) {
          Cell cell =
              Workload.notebookTransformer(width)
                  .cell("precision=" + precision.key(), "transformer.batch=" + batch);
          boolean comparedWithOthers = batch == BATCHES[0] || width >= WIDE;
          if (comparedWithOthers && engine.supports(cell.model(), precision)) {
            measure(section, engine, cell);
          }
        }
      }
    }
    return section;
  }

  private void measure(Section section, Engine engine, Cell cell) {
    int batch = cell.spec().batch();
    String name = "h=%d batch=%d %s".formatted(cell.hidden(), batch, cell.spec().precision().key());
    Section.Row row = section.row(name);
    double alone = 0;
    for (int cells : SHARING) {
      if (cells > 1 && cell.hidden() >= WIDE) {
        break;
      }
      setting.say(name + ", cells " + cells);
      double rate = rate(engine, cell, cells, null);
      if (cells == 1) {
        alone = rate;
        row.number("ms", 1e3 / rate);
        row.number("GFLOP/s", rate * batch * cell.model().trainingFlopsPerItem() / 1e9);
      }
      row.number(cells + (cells == 1 ? " cell" : " cells"), rate);
      row.number("x" + cells, rate / alone);
    }
    sequences(row, engine, cell, alone);
  }

  /**
   * Measures the same steps with each batch made on the device from new tasks, if the engine can.
   */
  private void sequences(Section.Row row, Engine engine, Cell cell, double alone) {
    try (ExampleSet set = SequenceBench.sets(setting.scratch()).produce(cell.training())) {
      try (Lane lane = new Lane(engine, cell, set)) {
        if (lane.batchIsGiven()) {
          return;
        }
      }
      double rate = rate(engine, cell, 1, set);
      row.number("fresh", rate);
      row.number("fresh x", rate / alone);
    }
  }

  /**
   * Steps per second of some cells together.
   *
   * @param madeOrNull the set whose sequences are made anew, or null to use the same batch every
   *     time
   */
  private double rate(Engine engine, Cell cell, int cells, ExampleSet madeOrNull) {
    ExecutorService threads = Executors.newFixedThreadPool(cells);
    List<Lane> lanes = new ArrayList<>();
    try {
      for (int k = 0; k < cells; k++) {
        lanes.add(new Lane(engine, cell, madeOrNull));
      }
      together(threads, lanes, setting.seconds() / 2);
      return together(threads, lanes, setting.seconds());
    } finally {
      threads.shutdown();
      lanes.forEach(Lane::close);
    }
  }

  private static double together(ExecutorService threads, List<Lane> lanes, double seconds) {
    try {
      List<Callable<Double>> work = new ArrayList<>();
      lanes.forEach(lane -> work.add(() -> lane.rate(seconds)));
      double rate = 0;
      for (Future<Double> lane : threads.invokeAll(work)) {
        rate += lane.get();
      }
      return rate;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("the bench was interrupted");
    } catch (ExecutionException e) {
      throw new EngineException("a cell failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** A cell in training. */
  private static final class Lane implements AutoCloseable {
    private final Trainer trainer;
    private final Optional<BatchMaker> maker;
    private final Callable<LoadedBatch> source;
    private final ExecutorService input = Executors.newSingleThreadExecutor();
    private Future<LoadedBatch> next;
    private long made;

    Lane(Engine engine, Cell cell, ExampleSet madeOrNull) {
      TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
      this.trainer = engine.open(cell.model(), cell.spec(), initial, () -> false);
      this.maker =
          Optional.ofNullable(madeOrNull)
              .flatMap(ExampleSet::draws)
              .flatMap(draws -> trainer.maker(draws, cell.labelScale()));
      int size = cell.spec().batch();
      Batch batch = Workload.batch(cell, size);
      this.source =
          maker.isPresent()
              ? () -> {
                long first = made++ * size;
                return maker.get().make(size, place -> first + place, InUse.all(cell.training()));
              }
              : () -> trainer.load(batch);
    }

    boolean batchIsGiven() {
      return maker.isEmpty();
    }

    double rate(double seconds) throws Exception {
      long begin = System.nanoTime();
      long now;
      int steps = 0;
      do {
        try (LoadedBatch loaded = next == null ? source.call() : next.get()) {
          next = input.submit(source);
          trainer.step(loaded);
        }
        steps++;
        now = System.nanoTime();
      } while (now - begin < seconds * 1e9);
      return steps * 1e9 / (now - begin);
    }

    @Override
    public void close() {
      try {
        if (next != null) {
          next.get().close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException alreadyReported) {
        // The steps failed for the same reason.
      } finally {
        input.shutdown();
        maker.ifPresent(BatchMaker::close);
        trainer.close();
      }
    }
  }
}
