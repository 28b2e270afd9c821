package org.gpicl.job.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.Score;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.job.workers.Engines;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.numpy.NpzArrays;
import org.gpicl.report.numpy.NpzArrays.Type;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;

/** The examples of a set as arrays: what the model reads and what it should say. */
final class ExampleArrays {
  /** Rows that are read at a time, as many as an evaluation has in a batch. */
  private static final int ROWS = 2_048;

  /**
   * Numbers of one array that are kept until it is written: logits, as many as there are classes.
   */
  private static final long MOST_LOGITS = 50_000_000;

  private static final double MOST_BYTES_OF_MATRICES = 16e9;

  private final ExampleSet set;
  private final SetSpec spec;
  private final Cell cell;
  private final int tasks;
  private final int items;
  private final int[] labels;
  private int correct;
  private boolean predicted;

  /**
   * @param firstTasks only items of these; 0 for all
   * @param withMatrices whether {@link #writeOrigin} follows
   * @throws ChoiceException if there are fewer tasks, or too many for a file
   */
  ExampleArrays(ExampleSet set, Cell cell, long firstTasks, boolean withMatrices) {
    this.set = set;
    this.spec = set.spec();
    this.cell = cell;
    if (firstTasks > spec.tasks()) {
      throw new ChoiceException(
          "--tasks %d: this evaluation has %d tasks".formatted(firstTasks, spec.tasks()));
    }
    long wanted = firstTasks == 0 ? spec.tasks() : firstTasks;
    long count = items(wanted);
    if (count * spec.length() * cell.model().classes() > MOST_LOGITS) {
      throw new ChoiceException(
          "%s predictions are too many for one file; --tasks N takes those of the first N tasks"
              .formatted(Labels.grouped(count * spec.length())));
    }
    this.tasks = Math.toIntExact(spec.taskOf(count - 1) + 1);
    if (withMatrices && (double) tasks * spec.matrixBytes() > MOST_BYTES_OF_MATRICES) {
      throw new ChoiceException(
          "the matrices of %s tasks would take %.0f GB; --tasks N takes those of the first N tasks"
              .formatted(Labels.grouped(tasks), tasks * spec.matrixBytes() / 1e9));
    }
    this.items = (int) count;
    this.labels = new int[items * spec.length()];
  }

  /** Items of the first tasks; a set goes through its tasks in order. */
  private long items(long firstTasks) {
    long low = 0;
    long high = spec.items();
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (spec.taskOf(middle) < firstTasks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Writes inputs [items, length, inputs], labels [items, length] and the task of each item.
   *
   * @param parameters to add logits [items, length, classes] and predictions [items, length]
   */
  void write(NpzArrays npz, Optional<TrainingState> parameters) throws IOException {
    int width = cell.model().inputs();
    float[] logits = new float[parameters.isPresent() ? labels.length * cell.model().classes() : 0];
    npz.begin("inputs", Type.FLOAT32, items, spec.length(), width);
    try (Trainer trainer = parameters.map(this::open).orElse(null)) {
      int capacity = Math.max(1, Math.min(items, ROWS / spec.length()));
      BatchReader reader = new BatchReader(set, cell.model(), cell.labelScale(), capacity);
      for (int first = 0; first < items; first += capacity) {
        int begin = first;
        int size = Math.min(capacity, items - first);
        Batch batch = reader.read(size, place -> begin + place, InUse.all(spec));
        int rows = size * spec.length();
        npz.floats(batch.inputs(), rows * width);
        System.arraycopy(batch.labels(), 0, labels, first * spec.length(), rows);
        if (trainer != null) {
          int classes = cell.model().classes();
          System.arraycopy(
              trainer.logits(batch), 0, logits, first * spec.length() * classes, rows * classes);
        }
      }
    }
    npz.begin("labels", Type.INT32, items, spec.length());
    npz.ints(labels, labels.length);
    npz.begin("tasks", Type.INT64, items);
    long[] taskOf = new long[items];
    Arrays.setAll(taskOf, spec::taskOf);
    npz.longs(taskOf, items);
    if (parameters.isPresent()) {
      write(npz, logits);
    }
  }

  private Trainer open(TrainingState parameters) {
    return Engines.named("vector")
        .open(cell.model(), cell.spec().withoutMoments(), parameters, () -> false);
  }

  private void write(NpzArrays npz, float[] logits) throws IOException {
    int classes = cell.model().classes();
    int[] predictions = new int[labels.length];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = Score.argmax(logits, row * classes, classes);
      correct += predictions[row] == labels[row] ? 1 : 0;
    }
    predicted = true;
    npz.begin("logits", Type.FLOAT32, items, spec.length(), classes);
    npz.floats(logits, logits.length);
    npz.begin("predictions", Type.INT32, items, spec.length());
    npz.ints(predictions, predictions.length);
  }

  /**
   * Writes what the examples were made of, of tasks without examples too: pixels x [items, length,
   * features], matrices A [tasks, features, features] and permutations [tasks, classes] of the
   * labels.
   */
  void writeOrigin(NpzArrays npz, ItemDraws draws) throws IOException {
    int features = spec.images().features();
    npz.begin("pixels", Type.FLOAT32, items, spec.length(), features);
    float[] pixels = new float[spec.length() * features];
    for (int item = 0; item < items; item++) {
      int[] drawn = draws.draw(item, 1, InUse.all(spec)).images();
      for (int j = 0; j < drawn.length; j++) {
        draws.images().copy(drawn[j], pixels, j * features);
      }
      npz.floats(pixels, pixels.length);
    }
    npz.begin("matrices", Type.FLOAT32, tasks, features, features);
    Gaussians gaussians = new Gaussians(draws.matrices(), (float) spec.matrixScale());
    float[] matrix = new float[features * features];
    for (int task = 0; task < tasks; task++) {
      gaussians.draw(task, matrix, 0, matrix.length);
      npz.floats(matrix, matrix.length);
    }
    npz.begin("permutations", Type.INT32, tasks, spec.images().classes());
    RandomStream stream = new RandomStream(spec.seed(), spec.role().labels());
    for (int task = 0; task < tasks; task++) {
      int[] permutation = stream.permutation(spec.images().classes(), task);
      npz.ints(permutation, permutation.length);
    }
  }

  /** What was written, in a sentence. */
  String summary(String evaluation) {
    String what =
        "%s of %s: %s predictions on %s tasks"
            .formatted(
                evaluation,
                cell.key(),
                Labels.grouped(labels.length),
                Labels.grouped(LongStream.range(0, items).map(spec::taskOf).distinct().count()));
    return predicted
        ? what
            + String.format(
                Locale.ROOT,
                ", %s of them correct (%.6f)",
                Labels.grouped(correct),
                (double) correct / labels.length)
        : what;
  }
}
