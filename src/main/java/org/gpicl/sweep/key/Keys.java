package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import org.gpicl.model.Precision;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.type.AxisType;
import org.gpicl.sweep.type.ImageContent;
import org.gpicl.sweep.type.ImageSetType;
import org.gpicl.sweep.type.ListType;
import org.gpicl.sweep.type.MatrixScale;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.QuantityTypes;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.Unread;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.Split;

/**
 * The keys at the top of the sweep file and in its small sections, with the defaults of the recipes
 * {@code notebook}, {@code paper} and {@code small} side by side.
 */
public final class Keys {
  public static final String NAME_PATTERN = "[A-Za-z0-9_][A-Za-z0-9_-]{0,59}";

  public static final Key<String> NAME =
      of(
          "name",
          TextTypes.text(
              "a name of 1 to 60 letters, digits, - and _ that does not begin with -",
              NAME_PATTERN),
          null,
          null,
          null,
          "The name of the sweep, its folder of results and its rows. Required.");

  public static final Key<Recipe> RECIPE =
      of(
          "recipe",
          TextTypes.choice(Recipe.class),
          null,
          null,
          null,
          "Where every default comes from. Required.");

  public static final Key<String> IMAGES =
      of("images.set", new ImageSetType(), "mnist", "mnist", "mnist", "The images to train on.");

  public static final Key<List<ImageContent>> CONTENTS =
      of(
          "images.contents",
          new ListType<>(ImageContent.type()),
          null,
          null,
          null,
          "What the folders hold; written by gpicl into the resolved file, and refused if it is no"
              + " longer true.");

  public static final Key<Integer> IMAGE_SIZE =
      of(
          "images.size",
          Numbers.whole(2, 32),
          "28",
          "28",
          "7",
          "Pixels a side, after area averaging.");

  public static final Key<Integer> CHANNELS =
      of(
          "images.channels",
          Numbers.oneOf(1, 3),
          "1",
          "1",
          "1",
          "1: grey, with colours reduced to luminance; 3: red, green and blue, with grey"
              + " repeated three times.");

  public static final Key<Integer> CLASSES =
      of(
          "images.classes",
          Numbers.whole(2, 256),
          "10",
          "10",
          "5",
          "Use only images with labels 0 to classes - 1.");

  public static final Key<PixelScale> PIXELS =
      of(
          "images.pixels",
          TextTypes.choice(PixelScale.class),
          "unit",
          "standardised",
          "standardised",
          "unit: pixels from 0 to 1; standardised: mean 0 and deviation 1 over all pixels.");

  public static final Key<Split> EVALUATION =
      of(
          "images.evaluation",
          TextTypes.choice(Split.class),
          "test",
          "test",
          "test",
          "Which images to evaluate unseen tasks on; seen tasks always use held-out images.");

  public static final Key<MatrixScale> MATRIX_SCALE =
      of(
          "matrixScale",
          MatrixScale.type(),
          "1/d",
          "1/sqrt(d)",
          "1/sqrt(d)",
          "Standard deviation of the entries of a task's matrix; d: numbers per image.");

  public static final Key<List<Long>> SEEDS =
      of(
          "seeds",
          new AxisType(0, Integer.MAX_VALUE),
          "[0]",
          "[0]",
          "[0]",
          "Each seed repeats the grid with other tasks, images and parameters.");

  public static final Key<List<ModelKind>> MODELS =
      of(
          "models",
          new ListType<>(TextTypes.choice(ModelKind.class)),
          "[mlp, transformer]",
          "[transformer]",
          "[mlp, transformer]",
          "Which models to train.");

  public static final Key<List<Long>> TASKS =
      of(
          "tasks",
          new AxisType(1, 1L << 40),
          "2^0..2^18 step 2^2",
          "[2^6, 2^10, 2^12, 2^13, 2^14, 2^16, 2^24]",
          "[1, 16, 64, 256, 1024, 4096, 16384]",
          "Numbers of training tasks, N: the first axis of the grid.");

  public static final Key<List<Long>> HIDDEN =
      of(
          "hidden",
          new AxisType(1, 1 << 13),
          "2^0..2^9",
          "2^5..2^9",
          "[64]",
          "Hidden sizes of the MLP and widths of the other models: the second axis.");

  public static final Key<YamlValue> TOGETHER =
      of(
          "together",
          new Unread("a map of keys to lists of one length, or a list of such maps"),
          null,
          null,
          null,
          "Values that belong together: the first of each list, then the second, and so on.");

  public static final Key<Integer> SAMPLE_COUNT =
      of(
          "sample.count",
          Numbers.whole(1, AxisType.MOST_VALUES),
          null,
          null,
          null,
          "How many points to draw of the settings that are written as distributions.");

  public static final Key<Integer> SAMPLE_SEED =
      of(
          "sample.seed",
          Numbers.whole(0, Integer.MAX_VALUE),
          null,
          null,
          null,
          "Draws other points; 0 if left out.");

  public static final Key<Integer> BATCH =
      of("batch", TrainingKeys.BATCH_SIZE, null, null, null, "Items per step, for all models.");

  public static final Key<CheckpointPolicy> CHECKPOINT =
      of(
          "checkpoint.every",
          QuantityTypes.checkpoint(),
          "60s",
          "60s",
          "60s",
          "When to store checkpoints: at the latest after this time, but as soon as storing takes"
              + " less than a hundredth of the time; or after exactly so many steps.");

  public static final Key<CheckpointStore> CHECKPOINT_STORE =
      of(
          "checkpoint.store",
          TextTypes.checkpointStore(),
          "database",
          "database",
          "database",
          "Where checkpoints of more than 1 MB are stored: in the database, or in a folder that every"
              + " machine that trains has at this path.");

  public static final Key<String> ENGINE =
      of(
          "engine",
          TextTypes.choice("vector", "nd4j", "libtorch", "auto"),
          "vector",
          "vector",
          "vector",
          "What executes the training steps; auto takes a GPU if there is one; --engine wins.");

  public static final Key<Precision> PRECISION =
      of(
          "precision",
          TextTypes.choice(Precision.class, Precision::key),
          "32",
          "32",
          "32",
          "The precision of matrix products: bf16 needs engine libtorch, or vector on a processor"
              + " with AMX or AVX512-BF16; 16 (with loss scaling) needs engine libtorch.");

  public static final Key<Sweep.Device> DEVICE =
      of(
          "device",
          TextTypes.choice(Sweep.Device.class),
          "auto",
          "auto",
          "auto",
          "auto: whatever the engine is built for; cpu: the processor, even if it is built for"
              + " GPUs.");

  public static final Key<Integer> CELLS_PER_DEVICE =
      of(
          "cellsPerDevice",
          Numbers.whole(0, 64),
          "0",
          "0",
          "0",
          "Cells that share a GPU; 0: 8 if small, 2 if medium-sized, otherwise 1.");

  public static final Key<Boolean> DETERMINISTIC =
      of(
          "deterministic",
          TextTypes.flag(),
          "false",
          "false",
          "false",
          "On a GPU: use only kernels whose results repeat to the bit, as they always do on"
              + " processors.");

  public static final Key<Integer> WORKERS =
      of(
          "workers",
          Numbers.whole(0, 1024),
          "0",
          "0",
          "0",
          "Cores, and cells trained at a time, or more if they train on the same batches; 0: all"
              + " cores; --workers wins.");

  public static final Key<Place> RUN_ON =
      of(
          "runOn",
          TextTypes.choice(Place.class),
          "here",
          "here",
          "here",
          "here: this process trains; workers: the processes of `gpicl worker` train, on any number"
              + " of machines; slurm: those that Slurm starts for the sweep; --on wins.");

  public static final Key<Long> DISK_BUDGET =
      of(
          "diskBudget",
          QuantityTypes.byteSize(),
          "20GB",
          "20GB",
          "20GB",
          "Disk space for generated sets; a larger set is produced as it is read.");

  public static final Key<String> SUFFIX =
      of(
          "output.suffix",
          TextTypes.text("at most 40 letters, digits, - and _", "[A-Za-z0-9_-]{0,40}"),
          "\"\"",
          "\"\"",
          "\"\"",
          "Appended to the names of the notebook's CSV files.");

  private Keys() {}

  /** The keys that come before the models' sections. */
  static List<Key<?>> first() {
    return List.of(
        NAME,
        RECIPE,
        IMAGES,
        CONTENTS,
        IMAGE_SIZE,
        CHANNELS,
        CLASSES,
        PIXELS,
        EVALUATION,
        MATRIX_SCALE,
        SEEDS,
        MODELS,
        TASKS,
        HIDDEN,
        TOGETHER,
        SAMPLE_COUNT,
        SAMPLE_SEED,
        BATCH,
        PRECISION);
  }

  /** How a sweep is run and written, which changes no result. */
  static List<Key<?>> last() {
    return List.of(
        CHECKPOINT,
        CHECKPOINT_STORE,
        ENGINE,
        DEVICE,
        CELLS_PER_DEVICE,
        DETERMINISTIC,
        WORKERS,
        RUN_ON,
        DISK_BUDGET,
        SUFFIX);
  }
}
