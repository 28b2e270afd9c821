package org.gpicl.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.SlurmTasks;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.Trackers;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.StandardError;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.Split;

/**
 * Sweeps with made-up outcomes of the published shape: an MLP that memorises less as tasks grow,
 * and a transformer that learns to learn from 2^12 tasks and width 32 on.
 */
public final class SampleSweep {
  private static final int LENGTH = 100;
  private static final int POINTS = 60;

  public List<ModelKind> models = List.of(ModelKind.MLP, ModelKind.TRANSFORMER);
  public List<Long> tasks = List.of(1L, 64L, 4096L);
  public List<Integer> hidden = List.of(16, 64);
  public List<Integer> seeds = List.of(0);
  public List<String> otherSets = List.of();
  public String name = "sample";
  String images = "mnist";
  String suffix = "";
  public int classes = 10;

  /** What else is swept, such as {@code transformer.layers} over 1, 2, 4. */
  public final Map<String, List<String>> swept = new LinkedHashMap<>();

  /** Which of them are trained. */
  public Search search = new Search.Everything();

  /** Which cells of the whole grid there are. */
  public Predicate<Cell> only = cell -> true;

  public Sweep sweep() {
    List<Cell> cells = new ArrayList<>();
    Map<String, List<EvaluationSet>> evaluations = new HashMap<>();
    for (ModelKind kind : models) {
      for (long n : tasks) {
        for (int h : hidden) {
          for (List<SweptSetting> settings : combinations(kind)) {
            for (int seed : seeds) {
              Cell cell = cell(kind, n, h, settings, seed);
              if (only.test(cell)) {
                cells.add(cell);
                evaluations.put(cell.key(), evaluations(cell));
              }
            }
          }
        }
      }
    }
    return new Sweep(
        name,
        Recipe.NOTEBOOK,
        List.copyOf(swept.keySet()),
        search,
        cells,
        evaluations,
        new CheckpointPolicy.EverySteps(100),
        new Sweep.Execution(
            "vector",
            Sweep.Device.AUTO,
            0,
            false,
            2,
            Place.HERE,
            SlurmTasks.ONE,
            Trackers.CONFIGURED,
            CheckpointStore.DATABASE,
            1L << 30),
        new Timetable.Never(),
        suffix,
        "name: " + name + "\n");
  }

  /** Of the settings that a model has: those of its own section, and those without one. */
  private List<List<SweptSetting>> combinations(ModelKind kind) {
    List<List<SweptSetting>> combinations = List.of(List.of());
    for (Map.Entry<String, List<String>> axis : swept.entrySet()) {
      if (Set.of("mlp", "transformer").contains(axis.getKey().replaceFirst("\\..*", ""))
          && !axis.getKey().startsWith(kind.key() + ".")) {
        continue;
      }
      List<List<SweptSetting>> longer = new ArrayList<>();
      for (List<SweptSetting> shorter : combinations) {
        for (String value : axis.getValue()) {
          List<SweptSetting> one = new ArrayList<>(shorter);
          one.add(new SweptSetting(axis.getKey(), value));
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private List<EvaluationSet> evaluations(Cell cell) {
    List<EvaluationSet> sets = new ArrayList<>();
    sets.add(new EvaluationSet(EvaluationSet.UNSEEN, set(cell.kind(), SetRole.UNSEEN, 64, 0)));
    otherSets.forEach(
        other ->
            sets.add(
                new EvaluationSet(
                    "unseen:" + other, set(cell.kind(), SetRole.UNSEEN, 64, cell.seed()))));
    return sets;
  }

  private SetSpec set(ModelKind kind, SetRole role, long n, int seed) {
    return new SetSpec(
        role,
        new ImageSpec(images, 28, classes, PixelScale.UNIT),
        role == SetRole.TRAIN ? Split.TRAIN : Split.TEST,
        seed,
        n,
        1.0 / 784,
        kind == ModelKind.MLP ? new Examples.Samples() : new Examples.Sequences(LENGTH),
        1000);
  }

  Cell cell(ModelKind kind, long n, int h, int seed) {
    return cell(kind, n, h, List.of(), seed);
  }

  private Cell cell(ModelKind kind, long n, int h, List<SweptSetting> settings, int seed) {
    ModelSpec model =
        switch (kind) {
          case MLP -> new MlpSpec(784, h, classes, true);
          case LSTM -> new LstmSpec(784, classes, LENGTH, h);
          case OP_LSTM -> new OpLstmSpec(784, classes, LENGTH, h, 1);
          case MAML -> new AdaptedMlpSpec(784, classes, LENGTH, h, 5, 0.1, true);
          case SGD -> new AdaptedMlpSpec(784, classes, LENGTH, h, 5, 0.1, false);
          case TRANSFORMER -> transformer(h);
        };
    TrainingSpec spec =
        new TrainingSpec(
            seed, 128, 20_000, new OptimiserSpec.Sgd(), new LearningRateSchedule(0.1, 0, 0, 1), 0);
    return new Cell(
        kind,
        h,
        settings,
        set(kind, SetRole.TRAIN, n, seed),
        Curriculum.NONE,
        0,
        1,
        model,
        spec,
        set(kind, SetRole.SEEN, n, seed),
        // Stands for the swept settings, which are not in the model.
        500 + (settings.isEmpty() ? 0 : Math.floorMod(settings.hashCode(), 10_000)),
        Cell.NUMERICS_VERSION);
  }

  private ModelSpec transformer(int h) {
    Set<Position> positions = Set.of(Position.LEARNED);
    return new TransformerSpec(
        784, classes, LENGTH, h, 4, 1, 4 * h, Activation.GELU_TANH, positions, true, 0.1, true);
  }

  /** Every cell done. */
  public List<CellOutcome> outcomes() {
    return sweep().cells().stream().map(this::done).toList();
  }

  CellOutcome done(Cell cell) {
    return outcome(cell, CellStatus.DONE, cell.spec().steps(), "");
  }

  public CellOutcome outcome(Cell cell, CellStatus status, long step, String failure) {
    Random random = new Random(cell.key().hashCode());
    double bits = Math.log(cell.tasks()) / Math.log(2);
    double width = Math.log(cell.hidden()) / Math.log(2);
    double chance = 1.0 / classes;
    boolean learns = cell.kind() == ModelKind.TRANSFORMER && bits >= 12 && width >= 5;
    double seen =
        learns
            ? 0.30 + 0.055 * width
            : chance + (0.98 - chance) / (1 + Math.exp(1.3 * (bits - 1.1 * width - 1.5)));
    double unseen = learns ? seen - 0.08 / (bits - 11) : chance;
    if (learns) {
      double change = change(cell);
      seen += change;
      unseen += change;
    }
    seen += 0.01 * random.nextGaussian();
    unseen += 0.01 * random.nextGaussian();
    List<Evaluation> evaluations = new ArrayList<>();
    if (status == CellStatus.DONE) {
      evaluations.add(new Evaluation("train", clip(seen + 0.01), 0.4, new double[0]));
      evaluations.add(evaluation(cell, "seen", seen, learns, random));
      evaluations.add(evaluation(cell, "unseen", unseen, learns, random));
      for (String other : otherSets) {
        double accuracy = chance + 0.8 * (unseen - chance);
        evaluations.add(evaluation(cell, "unseen:" + other, accuracy, learns, random));
      }
    }
    return new CellOutcome(
        cell,
        status,
        step,
        failure,
        status == CellStatus.PENDING ? List.of() : List.of("steps 0 to " + step + ": vector"),
        step / 100.0,
        curve(cell, step, seen, learns, random),
        evaluations);
  }

  /** Learning rates have an optimum at 0.003, and more layers help a little. */
  private static double change(Cell cell) {
    double rate = Double.parseDouble(cell.swept("transformer.learningRate").orElse("0.003"));
    double layers = Double.parseDouble(cell.swept("transformer.layers").orElse("1"));
    return 0.03 * (layers - 1) - 0.15 * Math.abs(Math.log10(rate / 0.003));
  }

  private static double clip(double accuracy) {
    return Math.round(Math.max(0, Math.min(1, accuracy)) * 10_000) / 10_000.0;
  }

  private Evaluation evaluation(
      Cell cell, String name, double accuracy, boolean learns, Random random) {
    int length = cell.kind() == ModelKind.MLP ? 1 : LENGTH;
    double[] positions = new double[length];
    for (int i = 0; i < length; i++) {
      double level = learns ? 0.1 + 1.12 * (accuracy - 0.1) * (1 - Math.exp(-i / 12.0)) : accuracy;
      positions[i] = clip(level + 0.012 * random.nextGaussian());
    }
    double[] errors = new double[length];
    Arrays.fill(errors, 0.03);
    return new Evaluation(
        name,
        clip(accuracy),
        -Math.log(clip(accuracy) + 0.01),
        positions,
        new StandardError(0.008, errors, 64));
  }

  private List<CurvePoint> curve(Cell cell, long step, double seen, boolean learns, Random random) {
    List<CurvePoint> curve = new ArrayList<>();
    double chance = 1.0 / classes;
    for (int i = 1; i <= POINTS; i++) {
      long at = cell.spec().steps() * i / POINTS;
      if (at > step) {
        break;
      }
      double plateau = learns ? 1 / (1 + Math.exp(-(i - 25) / 2.5)) : 1 - Math.exp(-i / 8.0);
      double accuracy = chance + (seen - chance) * plateau;
      double loss = Math.log(classes) * (1 - (seen - chance) * plateau);
      curve.add(
          new CurvePoint(
              at,
              loss + 0.01 * random.nextGaussian(),
              clip(accuracy + 0.012 + 0.008 * random.nextGaussian()),
              clip(accuracy + 0.008 * random.nextGaussian()),
              0.1));
    }
    return curve;
  }

  static RunFacts facts() {
    return new RunFacts(
        new RunFacts.Program("0.1.0", "0123abc"),
        new RunFacts.Host("OpenJDK 17", "Linux 6 amd64", "a CPU", ""),
        new RunFacts.Execution("vector", "vector 1", 2, 1),
        "2026-01-01T00:00:00Z",
        "2026-01-01T01:00:00Z",
        List.of(
            new RunFacts.ImageSetFacts(
                "mnist", "data/mnist", Map.of("train-images-idx3-ubyte", "ba89"), true)));
  }
}
