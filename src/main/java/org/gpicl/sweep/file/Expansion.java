package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.key.CurriculumKeys;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SequenceKeys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.Decay;
import org.gpicl.sweep.type.ImageContent;
import org.gpicl.sweep.type.TrainingLength;
import org.gpicl.tasks.BatchOrder;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.source.Split;

/** Turns checked settings into cells and their evaluations on unseen tasks. */
final class Expansion {
  private final Settings settings;
  private final ImageSpec images;
  private final int numerics;

  Expansion(Settings settings, int numerics) {
    this.settings = settings;
    this.numerics = numerics;
    this.images =
        new ImageSpec(
            settings.get(Keys.IMAGES),
            settings.get(Keys.IMAGE_SIZE),
            settings.get(Keys.CHANNELS),
            settings.get(Keys.CLASSES),
            settings.get(Keys.PIXELS),
            content(settings.get(Keys.IMAGES)));
  }

  private String content(String set) {
    return settings.find(Keys.CONTENTS).orElse(List.of()).stream()
        .filter(known -> known.set().equals(set))
        .map(ImageContent::sha256)
        .findFirst()
        .orElse("");
  }

  /** The cells of a model in grid order: tasks, hidden, seed. */
  List<Cell> cells(ModelKind kind, List<SweptSetting> swept) {
    List<Cell> cells = new ArrayList<>();
    for (long tasks : settings.get(Keys.TASKS)) {
      for (long hidden : settings.get(Keys.HIDDEN)) {
        for (long seed : settings.get(Keys.SEEDS)) {
          cells.add(cell(kind, tasks, (int) hidden, swept, (int) seed));
        }
      }
    }
    return cells;
  }

  /** The evaluations on unseen tasks, by cell key. */
  Map<String, List<EvaluationSet>> evaluations(List<Cell> cells) {
    Map<String, List<EvaluationSet>> evaluations = new HashMap<>();
    for (Cell cell : cells) {
      List<EvaluationSet> sets = new ArrayList<>();
      for (String set : settings.get(EvaluationKeys.IMAGES)) {
        String name =
            set.equals(images.set()) ? EvaluationSet.UNSEEN : EvaluationSet.UNSEEN + ":" + set;
        sets.add(new EvaluationSet(name, unseen(cell, images.of(set, content(set)))));
      }
      evaluations.put(cell.key(), List.copyOf(sets));
    }
    return evaluations;
  }

  private Cell cell(ModelKind kind, long tasks, int hidden, List<SweptSetting> swept, int seed) {
    TrainingKeys keys = KeyTable.training(kind);
    DataSizes sizes = DataSizes.of(settings, kind);
    SetSpec training =
        set(SetRole.TRAIN, images, Split.TRAIN, seed, tasks, sizes, sizes.training(tasks));
    int seenTasks = settings.get(EvaluationKeys.SEEN_TASKS).of(tasks);
    SetSpec seen =
        set(
            SetRole.SEEN,
            images,
            Split.TEST,
            seed,
            Math.min(seenTasks, tasks),
            sizes,
            sizes.evaluation(seenTasks));
    long epoch = BatchOrder.stepsPerEpoch(training, settings.get(keys.batch()));
    Optional<SequenceKeys> sequences = KeyTable.sequences(kind);
    return new Cell(
        kind,
        hidden,
        swept,
        training,
        sequences.isPresent() ? curriculum() : Curriculum.NONE,
        sequences.isPresent() ? settings.get(CurriculumKeys.BIAS) : 0,
        sequences.map(of -> settings.get(of.labelScale())).orElse(1.0),
        new ModelSpecs(settings, images).of(kind, hidden),
        training(keys, seed, epoch),
        seen,
        Math.min(settings.get(keys.evaluateEvery()).steps(epoch), TrainingLength.MOST),
        numerics);
  }

  private SetSpec unseen(Cell cell, ImageSpec evaluated) {
    int tasks = settings.get(EvaluationKeys.UNSEEN_TASKS).of(cell.tasks());
    DataSizes sizes = DataSizes.of(settings, cell.kind());
    return set(
        SetRole.UNSEEN,
        evaluated,
        settings.get(Keys.EVALUATION),
        cell.seed(),
        tasks,
        sizes,
        sizes.evaluation(tasks));
  }

  private SetSpec set(
      SetRole role, ImageSpec of, Split split, int seed, long tasks, DataSizes sizes, long items) {
    double scale = settings.get(Keys.MATRIX_SCALE).at(of.features());
    return new SetSpec(role, of, split, seed, tasks, scale, sizes.examples(), items);
  }

  private Curriculum curriculum() {
    return settings.sound(CurriculumKeys.NONE)
        ? Curriculum.NONE
        : new Curriculum(
            settings.find(CurriculumKeys.CLASSES).orElse(Curriculum.ALL_CLASSES),
            settings.find(CurriculumKeys.TASKS).orElse(Curriculum.ALL_TASKS),
            settings.get(CurriculumKeys.STEPS),
            settings.get(CurriculumKeys.EVERY));
  }

  private TrainingSpec training(TrainingKeys keys, int seed, long epoch) {
    OptimiserSpec optimiser =
        settings.get(keys.optimiser()) == TrainingKeys.Optimiser.SGD
            ? new OptimiserSpec.Sgd()
            : new OptimiserSpec.Adam(
                settings.get(keys.beta1()),
                settings.get(keys.beta2()),
                settings.get(keys.epsilon()),
                settings.get(keys.weightDecay()));
    return new TrainingSpec(
        seed,
        settings.get(keys.batch()),
        settings.duration(keys).orElseThrow().steps(epoch),
        optimiser,
        schedule(keys, epoch),
        settings.get(keys.clip()),
        settings.get(Keys.PRECISION));
  }

  private LearningRateSchedule schedule(TrainingKeys keys, long epoch) {
    TrainingLength warmup = settings.get(keys.warmup());
    Decay decay = settings.get(keys.schedule());
    TrainingLength end = new TrainingLength(0, warmup.unit());
    if (decay instanceof Decay.CosineTo to) {
      end = to.end();
    } else if (decay instanceof Decay.Cosine) {
      end = settings.duration(keys).orElseThrow();
    }
    // A warm-up of 0 fits any unit; otherwise Checks has made sure that the units agree.
    return new LearningRateSchedule(
        settings.get(keys.learningRate()),
        warmup.count(),
        end.count(),
        decay instanceof Decay.Constant ? 0 : settings.get(keys.restarts()),
        end.unit() == TrainingLength.Unit.EPOCHS && end.count() + warmup.count() > 0 ? epoch : 1);
  }
}
