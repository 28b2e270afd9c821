package org.gpicl.engine.vector;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gpicl.engine.Batch;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/**
 * Milliseconds of processor time of training steps on one core, for a quick look while working on
 * the engine: {@code java ... StepBenchmark [name prefix]}. Not a test.
 */
final class StepBenchmark {
  private static final long NANOSECONDS = Long.getLong("benchmark.milliseconds", 2500) * 1_000_000;

  private static final int ROOM = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private StepBenchmark() {}

  public static void main(String[] arguments) {
    System.out.println(new VectorEngine().description());
    System.out.printf(
        "%-16s %9s %9s %9s %9s%n", "model", "median ms", "least ms", "GFLOP/s", "B/step");
    String prefix = arguments.length > 0 ? arguments[0] : "";
    models().forEach((name, model) -> measure(name, model, prefix));
  }

  private static Map<String, ModelSpec> models() {
    Map<String, ModelSpec> models = new TreeMap<>();
    for (int hidden : new int[] {2, 16, 32, 64, 256, 512}) {
      models.put("mlp-h%03d".formatted(hidden), new MlpSpec(784, hidden, 10, false));
    }
    models.put(
        "small-h064",
        new TransformerSpec(
            49,
            5,
            40,
            64,
            2,
            4,
            256,
            Activation.GELU_ERF,
            Set.of(Position.LEARNED, Position.ALIBI),
            false,
            0,
            false));
    for (int width : new int[] {2, 8, 16, 32, 64, 128, 256}) {
      models.put(
          "notebook-h%03d".formatted(width),
          new TransformerSpec(
              784,
              10,
              100,
              width,
              4,
              1,
              4 * width,
              Activation.GELU_TANH,
              Set.of(Position.LEARNED),
              true,
              0.1,
              true));
    }
    return models;
  }

  private static void measure(String name, ModelSpec model, String prefix) {
    if (!name.startsWith(prefix)) {
      return;
    }
    int items = name.startsWith("small") ? 64 : 128;
    OptimiserSpec optimiser =
        model instanceof MlpSpec
            ? new OptimiserSpec.Sgd()
            : new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0);
    TrainingSpec training =
        new TrainingSpec(
            0,
            items,
            1000,
            optimiser,
            new LearningRateSchedule(1e-3, 0, 0, 1),
            model instanceof MlpSpec ? 0 : 1);
    Batch batch = Specimens.batch(model, items, 1);
    TrainingState initial = TrainingState.initial(model, training);
    try (VectorTrainer trainer =
        VectorEngine.openTrainer(model, training, initial, () -> false, IdleCores.NONE)) {
      repeat(trainer, batch);
      double[] times = repeat(trainer, batch);
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      trainer.step(batch);
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      double median = times[times.length / 2];
      double rate = model.trainingFlopsPerItem() * items / median / 1e6;
      System.out.printf("%-16s %9.3f %9.3f %9.1f %9d%n", name, median, times[0], rate, allocated);
    }
  }

  /** Sorted milliseconds of as many steps as fit the time. */
  private static double[] repeat(VectorTrainer trainer, Batch batch) {
    double[] times = new double[ROOM];
    int count = 0;
    long begin = System.nanoTime();
    while (count < 5 || (System.nanoTime() - begin < NANOSECONDS && count < times.length)) {
      long start = THREADS.getCurrentThreadCpuTime();
      trainer.step(batch);
      times[count++] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
    double[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
