package org.gpicl.bench.timing;

import java.util.List;
import java.util.Random;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Precision;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;

/**
 * The workload of a measurement: cells of real sweep files, so that models, training and data are
 * those of a sweep.
 *
 * @param name its name in tables
 * @param text the sweep file
 */
public record Workload(String name, String text) {
  private static final String FRESH_TRANSFORMER =
      """
      name: bench
      recipe: %s
      images: glyphs
      models: transformer
      tasks: 1048576
      hidden: %d
      transformer: {steps: 1000000, sequencesPerTask: fresh}
      """;
  private static final String LSTM =
      """
      name: bench
      recipe: notebook
      images: glyphs
      models: %1$s
      tasks: 1048576
      hidden: %2$d
      %1$s: {steps: 1000000, sequencesPerTask: fresh}
      """;
  private static final String MLP =
      """
      name: bench
      recipe: notebook
      images: glyphs
      models: mlp
      tasks: 1
      hidden: %d
      """;

  /** The notebook's transformer: 128 sequences of 100 images, dropout, Adam. */
  public static Workload notebookTransformer(int width) {
    return new Workload("transformer", FRESH_TRANSFORMER.formatted("notebook", width));
  }

  /** The transformer of the recipe `small`: 64 sequences of 40 images of 7 x 7 pixels. */
  public static Workload smallTransformer(int width) {
    return new Workload("small", FRESH_TRANSFORMER.formatted("small", width));
  }

  /** The notebook's LSTM: the transformer's sequences, Adam. */
  public static Workload notebookLstm(int width) {
    return new Workload("lstm", LSTM.formatted("lstm", width));
  }

  /** The notebook's sequences for an outer-product LSTM. */
  public static Workload notebookOuterProductLstm(int width) {
    return new Workload("op-lstm", LSTM.formatted("op-lstm", width));
  }

  /** The notebook's MLP: 128 samples, SGD. */
  public static Workload notebookMlp(int width) {
    return new Workload("mlp", MLP.formatted(width));
  }

  /**
   * Parses the sweep file.
   *
   * @param overrides overrides such as {@code transformer.dropout=0}
   */
  public Sweep sweep(String... overrides) {
    return SweepFile.parse(text, name, List.of(overrides));
  }

  /** The sweep's first cell. */
  public Cell cell(String... overrides) {
    return sweep(overrides).cells().get(0);
  }

  /** A batch of the cell's shape: Gaussian inputs and uniform labels. */
  public static Batch batch(Cell cell, int items) {
    Random random = new Random(1);
    Batch batch = new Batch(items, cell.model().length(), cell.model().inputs());
    float[] inputs = batch.inputs();
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = (float) random.nextGaussian();
    }
    int[] labels = batch.labels();
    for (int k = 0; k < labels.length; k++) {
      labels[k] = random.nextInt(cell.model().classes());
    }
    return batch;
  }

  /** An engine's training steps on one batch, from the cell's initial state. */
  public static Contestant steps(Engine engine, Cell cell, Batch batch) {
    return steps(engine, cell, batch, IdleCores.NONE);
  }

  /** An engine's training steps on one batch, with cores to borrow. */
  public static Contestant steps(Engine engine, Cell cell, Batch batch, IdleCores cores) {
    TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
    Trainer trainer = engine.open(cell.model(), cell.spec(), initial, () -> false, cores);
    return new Contestant() {
      @Override
      public String name() {
        // Not to be confused with the yardstick of that name.
        String name = engine.name().equals("libtorch") ? "engine libtorch" : engine.name();
        Precision precision = cell.spec().precision();
        return precision == Precision.FLOAT32 ? name : name + " " + precision.key();
      }

      @Override
      public double run() {
        return trainer.step(batch).loss();
      }

      @Override
      public void close() {
        trainer.close();
      }
    };
  }
}
