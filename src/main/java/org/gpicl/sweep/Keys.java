package org.gpicl.sweep;

import static org.gpicl.sweep.Key.of;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.model.Activation;
import org.gpicl.model.Position;
import org.gpicl.tasks.PixelScale;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.Split;

/**
 * Every key of the sweep file, in the order of the resolved file, with the defaults of the recipes
 * {@code notebook}, {@code paper} and {@code small} side by side.
 */
final class Keys {
  enum Optimiser {
    SGD,
    ADAM
  }

  enum Initial {
    GPT,
    UNIFORM
  }

  static final SettingType<Integer> BATCH_SIZE = Numbers.whole(1, 1 << 16);

  static final Key<String> NAME =
      of(
          "name",
          Words.text(
              "a name of 1 to 60 letters, digits, - and _ that does not begin with -",
              "[A-Za-z0-9_][A-Za-z0-9_-]{0,59}"),
          null,
          null,
          null,
          "Names the sweep, its folder of results and its rows. Required.");

  static final Key<Recipe> RECIPE =
      of(
          "recipe",
          Words.choice(Recipe.class),
          null,
          null,
          null,
          "Where every default comes from. Required.");

  static final Key<String> IMAGES =
      of("images.set", new ImageSetType(), "mnist", "mnist", "mnist", "The images to train on.");

  static final Key<Integer> IMAGE_SIZE =
      of(
          "images.size",
          Numbers.whole(2, 28),
          "28",
          "28",
          "7",
          "Pixels along a side, after averaging over areas.");

  static final Key<Integer> CLASSES =
      of(
          "images.classes",
          Numbers.whole(2, 256),
          "10",
          "10",
          "5",
          "Only images with labels 0 to classes - 1 are used.");

  static final Key<PixelScale> PIXELS =
      of(
          "images.pixels",
          Words.choice(PixelScale.class),
          "unit",
          "standardised",
          "standardised",
          "unit: pixels from 0 to 1; standardised: mean 0 and deviation 1 over all of them.");

  static final Key<Split> EVALUATION =
      of(
          "images.evaluation",
          Words.choice(Split.class),
          "test",
          "test",
          "test",
          "Which images unseen tasks are evaluated on; seen tasks always on held-out ones.");

  static final Key<MatrixScale> MATRIX_SCALE =
      of(
          "matrixScale",
          MatrixScale.type(),
          "1/d",
          "1/sqrt(d)",
          "1/sqrt(d)",
          "Standard deviation of the entries of a task's matrix; d: numbers in an image.");

  static final Key<List<Long>> SEEDS =
      of(
          "seeds",
          new AxisType(0, Integer.MAX_VALUE),
          "[0]",
          "[0]",
          "[0]",
          "Each seed repeats the grid with other tasks, images and parameters.");

  static final Key<List<ModelKind>> MODELS =
      of(
          "models",
          new ListType<>(Words.choice(ModelKind.class)),
          "[mlp, transformer]",
          "[transformer]",
          "[mlp, transformer]",
          "Which models to train.");

  static final Key<List<Long>> TASKS =
      of(
          "tasks",
          new AxisType(1, 1L << 40),
          "2^0..2^18 step 2^2",
          "[2^6, 2^10, 2^12, 2^13, 2^14, 2^16, 2^24]",
          "[1, 16, 64, 256, 1024, 4096, 16384]",
          "Numbers of training tasks, N: the first axis of the grid.");

  static final Key<List<Long>> HIDDEN =
      of(
          "hidden",
          new AxisType(1, 1 << 13),
          "2^0..2^9",
          "2^5..2^9",
          "[64]",
          "Hidden sizes of the MLP and widths of the transformer: the second axis.");

  static final Key<Integer> BATCH =
      of("batch", BATCH_SIZE, null, null, null, "Items of a step, for both models.");

  static final Key<String> NO_CURRICULUM =
      of("curriculum", Words.choice("none"), "none", "none", "none", "All classes from the start.");

  static final Key<Integer> CURRICULUM_CLASSES =
      of(
          "curriculum.classes",
          Numbers.whole(2, 256),
          null,
          null,
          null,
          "Classes that a transformer's training begins with; needs sequencesPerTask: fresh.");

  static final Key<Long> CURRICULUM_STEPS =
      of(
          "curriculum.steps",
          Numbers.wholeLong(0, Extent.MOST),
          null,
          null,
          null,
          "Steps before the first class is added.");

  static final Key<Long> CURRICULUM_EVERY =
      of(
          "curriculum.every",
          Numbers.wholeLong(1, Extent.MOST),
          null,
          null,
          null,
          "Steps between one added class and the next.");

  static final TrainingKeys MLP = TrainingKeys.mlp();

  static final Key<Long> MLP_SAMPLES =
      of(
          "mlp.samplesPerTask",
          Numbers.wholeLong(1, Extent.MOST),
          "60000",
          "60000",
          "200000",
          "The training set holds this many samples for each task, ...");

  static final Key<Long> MLP_MAX_SAMPLES =
      of(
          "mlp.maxSamples",
          Numbers.wholeLong(1, Extent.MOST),
          "1000000",
          "1000000",
          "200000",
          "... but at most this many in all.");

  static final Key<Boolean> FINAL_RELU =
      of(
          "mlp.finalRelu",
          Words.flag(),
          "true",
          "false",
          "true",
          "Whether the logits pass through a ReLU, the notebook's quirk.");

  static final TrainingKeys TRANSFORMER = TrainingKeys.transformer();

  static final Key<Integer> LENGTH =
      of("transformer.length", Numbers.whole(1, 1024), "100", "100", "40", "Images of a sequence.");

  static final Key<Integer> LAYERS =
      of("transformer.layers", Numbers.whole(1, 64), "4", "4", "2", "Blocks.");

  static final Key<Integer> HEADS =
      of(
          "transformer.heads",
          Numbers.whole(1, 128),
          "1",
          "8",
          "4",
          "Attention heads; must divide every hidden size.");

  static final Key<Integer> INNER =
      of(
          "transformer.inner",
          Numbers.whole(1, 16),
          "4",
          "4",
          "4",
          "Width between a block's two linear layers, as a multiple of the hidden size.");

  static final Key<List<Position>> POSITIONS =
      of(
          "transformer.positions",
          Words.or(Map.of("none", List.of()), new ListType<>(Words.choice(Position.class))),
          "[learned]",
          "[learned]",
          "[learned, alibi]",
          "How tokens know their place; several add up.");

  static final Key<Activation> ACTIVATION =
      of(
          "transformer.activation",
          Words.choice(Activation.class),
          "gelu-tanh",
          "gelu-tanh",
          "gelu-erf",
          "The non-linearity of the blocks.");

  static final Key<Double> DROPOUT =
      of(
          "transformer.dropout",
          Numbers.decimal(true, 1, false),
          "0.1",
          "0",
          "0",
          "Probability of dropping an element; 0 for none.");

  static final Key<Boolean> INPUT_NORM =
      of(
          "transformer.inputNorm",
          Words.flag(),
          "true",
          "false",
          "false",
          "The notebook's layer norm after the input projection, and its outer dropouts.");

  static final Key<Initial> INITIALISATION =
      of(
          "transformer.initialisation",
          Words.choice(Initial.class),
          "gpt",
          "gpt",
          "uniform",
          "gpt: N(0, 0.02) in the blocks; uniform: +-1/sqrt(inputs), as PyTorch.");

  static final Key<Long> SEQUENCES =
      of(
          "transformer.sequencesPerTask",
          Words.or(Map.of("fresh", SetSpec.FRESH), Numbers.wholeLong(1, Extent.MOST)),
          "1",
          "fresh",
          "fresh",
          "Sequences of a task in the training set; fresh: each draws its task and new images.");

  static final Key<Double> LABEL_SCALE =
      of(
          "transformer.labelScale",
          Numbers.decimal(false, 1e6, true),
          "1",
          "1",
          "5",
          "Factor of the one-hot labels in the tokens.");

  static final Key<List<String>> EVALUATION_IMAGES =
      of(
          "evaluate.images",
          new ListType<>(new ImageSetType()),
          null,
          null,
          null,
          "More image sets to evaluate unseen tasks on, beside the one to train on.");

  static final Key<Extent> EVALUATE_EVERY =
      of(
          "evaluate.every",
          Extent.type(1),
          null,
          null,
          null,
          "Training between evaluations on seen tasks, for both models; the end is always one.");

  private static final SettingType<TaskCount> TASK_COUNT =
      Words.or(
          Map.of("log2", TaskCount.LOG2),
          ((ScalarType<Integer>) Numbers.whole(1, 1 << 20)).map(TaskCount::new));

  static final Key<TaskCount> SEEN_TASKS =
      of(
          "evaluate.seenTasks",
          TASK_COUNT,
          "log2",
          "256",
          "128",
          "Tasks' worth of seen data, from the first so many training tasks; log2: log2 N.");

  static final Key<TaskCount> UNSEEN_TASKS =
      of("evaluate.unseenTasks", TASK_COUNT, "log2", "256", "128", "Unseen tasks; log2: log2 N.");

  static final Key<Integer> EVALUATION_SEQUENCES =
      of(
          "evaluate.sequencesPerTask",
          Numbers.whole(1, 1 << 20),
          "1",
          "4",
          "1",
          "Sequences of each evaluation task, for transformers.");

  static final Key<Long> EVALUATION_SAMPLES =
      of(
          "evaluate.samplesPerTask",
          Numbers.wholeLong(1, Extent.MOST),
          "10000",
          "10000",
          "10000",
          "Samples of each evaluation task, for MLPs, ...");

  static final Key<Long> EVALUATION_MAX_SAMPLES =
      of(
          "evaluate.maxSamples",
          Numbers.wholeLong(1, Extent.MOST),
          "100000",
          "100000",
          "100000",
          "... but at most this many in all.");

  static final Key<CheckpointPolicy> CHECKPOINT =
      of("checkpoint.every", Measures.checkpoint(), "60s", "60s", "60s", "When state is stored.");

  static final Key<String> ENGINE =
      of(
          "engine",
          Words.choice("vector", "nd4j"),
          "vector",
          "vector",
          "vector",
          "What executes the training steps; --engine wins.");

  static final Key<Integer> WORKERS =
      of(
          "workers",
          Numbers.whole(0, 1024),
          "0",
          "0",
          "0",
          "Cells trained at a time; 0: one a core; --workers wins.");

  static final Key<Long> DISK_BUDGET =
      of(
          "diskBudget",
          Measures.byteSize(),
          "20GB",
          "20GB",
          "20GB",
          "What generated sets may take; a larger set is produced while it is read.");

  static final Key<String> SUFFIX =
      of(
          "output.suffix",
          Words.text("at most 40 letters, digits, - and _", "[A-Za-z0-9_-]{0,40}"),
          "\"\"",
          "\"\"",
          "\"\"",
          "Appended to the names of the notebook's CSV files.");

  /** Keys that may be written without their section: {@code images: mnist}. */
  static final Map<String, Key<?>> SHORTHANDS = Map.of("images", IMAGES);

  /** Every key, in order. */
  static final Map<String, Key<?>> ALL = table();

  private Keys() {}

  private static Map<String, Key<?>> table() {
    List<Key<?>> keys = new ArrayList<>();
    keys.addAll(List.of(NAME, RECIPE));
    keys.addAll(List.of(IMAGES, IMAGE_SIZE, CLASSES, PIXELS, EVALUATION, MATRIX_SCALE));
    keys.addAll(List.of(SEEDS, MODELS, TASKS, HIDDEN, BATCH));
    keys.addAll(List.of(NO_CURRICULUM, CURRICULUM_CLASSES, CURRICULUM_STEPS, CURRICULUM_EVERY));
    keys.addAll(MLP.all());
    keys.addAll(List.of(MLP_SAMPLES, MLP_MAX_SAMPLES, FINAL_RELU));
    keys.addAll(TRANSFORMER.all());
    keys.addAll(List.of(LENGTH, LAYERS, HEADS, INNER, POSITIONS, ACTIVATION, DROPOUT, INPUT_NORM));
    keys.addAll(List.of(INITIALISATION, SEQUENCES, LABEL_SCALE));
    keys.addAll(List.of(EVALUATION_IMAGES, EVALUATE_EVERY, SEEN_TASKS, UNSEEN_TASKS));
    keys.addAll(List.of(EVALUATION_SEQUENCES, EVALUATION_SAMPLES, EVALUATION_MAX_SAMPLES));
    keys.addAll(List.of(CHECKPOINT, ENGINE, WORKERS, DISK_BUDGET, SUFFIX));
    Map<String, Key<?>> table = new LinkedHashMap<>();
    keys.forEach(key -> table.put(key.path(), key));
    return Collections.unmodifiableMap(table);
  }

  /** True for {@code transformer} and the other maps of the file. */
  static boolean isSection(String path) {
    return ALL.values().stream().anyMatch(key -> key.section().equals(path) && !path.isEmpty());
  }

  /** The keys of both models' training. */
  static List<TrainingKeys> training() {
    return List.of(MLP, TRANSFORMER);
  }
}
