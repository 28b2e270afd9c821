package org.gpicl.sweep.file;

import java.util.List;
import java.util.stream.Collectors;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.key.CurriculumKeys;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.OpLstmKeys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.key.TransformerKeys;
import org.gpicl.sweep.type.Decay;
import org.gpicl.sweep.type.TrainingLength;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.NamedSets;

/**
 * Checks what values must satisfy together; a check runs only if all values that it needs are
 * sound.
 */
final class Checks {
  private static final int NAMED = 5;

  private final Settings settings;
  private final Axes axes;
  private final Problems problems;

  private Checks(Settings settings, Axes axes, Problems problems) {
    this.settings = settings;
    this.axes = axes;
    this.problems = problems;
  }

  /** Checks the settings of some models, which have the same axes or none. */
  static void run(Settings settings, List<TrainingKeys> models, Axes axes, Problems problems) {
    Checks checks = new Checks(settings, axes, problems);
    checks.required();
    checks.headsDivideWidths(ModelKind.TRANSFORMER, TransformerKeys.HEADS);
    checks.headsDivideWidths(ModelKind.OP_LSTM, OpLstmKeys.HEADS);
    checks.classesExist();
    checks.curriculum();
    for (TrainingKeys model : models) {
      checks.oneDuration(model);
      if (axes.of(model.optimiser()).isEmpty()) {
        checks.adamOnly(model);
      }
      checks.schedule(model);
      checks.restarts(model);
    }
    SizeChecks.run(settings, problems);
  }

  private void refuse(Key<?> key, String message) {
    problems.add(settings.where(key), key.path(), message);
  }

  /** At the key and not at one of its values, whichever of them a combination has. */
  private void refuseAll(Key<?> key, String message) {
    problems.add(axes.where(key).orElseGet(() -> settings.where(key)), key.path(), message);
  }

  private void required() {
    if (!settings.isGiven(Keys.NAME)) {
      refuse(Keys.NAME, "missing; add a line such as name: example");
    }
    if (!settings.isGiven(Keys.RECIPE)) {
      refuse(Keys.RECIPE, "missing; add recipe: with " + Keys.RECIPE.type().takes());
    }
  }

  private void headsDivideWidths(ModelKind kind, Key<Integer> key) {
    if (!settings.trains(kind) || !settings.sound(Keys.HIDDEN, key)) {
      return;
    }
    int heads = settings.get(key);
    List<Long> bad = settings.get(Keys.HIDDEN).stream().filter(h -> h % heads != 0).toList();
    if (bad.isEmpty()) {
      return;
    }
    String sizes = (bad.size() == 1 ? "size " : "sizes ") + some(bad);
    if (settings.isGiven(key) || !settings.isGiven(Keys.HIDDEN)) {
      refuse(
          key,
          "%d does not divide hidden %s; heads must divide every hidden size"
              .formatted(heads, sizes));
    } else {
      refuse(
          Keys.HIDDEN,
          "the recipe's %d %s do not divide %s; heads must divide every hidden size"
              .formatted(heads, key, sizes));
    }
  }

  private static String some(List<Long> values) {
    String first =
        values.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() > NAMED ? first + " and %d more".formatted(values.size() - NAMED) : first;
  }

  private void classesExist() {
    if (!settings.sound(Keys.CLASSES, EvaluationKeys.IMAGES)) {
      return;
    }
    int classes = settings.get(Keys.CLASSES);
    settings.get(EvaluationKeys.IMAGES).stream()
        .filter(set -> NamedSets.classes(set).orElse(classes) < classes)
        .findFirst()
        .ifPresent(
            set ->
                refuse(
                    Keys.CLASSES,
                    "%d is more than the %d classes of %s"
                        .formatted(classes, NamedSets.classes(set).getAsInt(), set)));
  }

  private void curriculum() {
    if (settings.sound(CurriculumKeys.BIAS) && settings.get(CurriculumKeys.BIAS) > 0) {
      needsFresh(CurriculumKeys.BIAS, "a bias");
    }
    List<Key<?>> parts =
        List.of(
            CurriculumKeys.CLASSES,
            CurriculumKeys.TASKS,
            CurriculumKeys.STEPS,
            CurriculumKeys.EVERY);
    if (parts.stream().noneMatch(settings::isGiven)) {
      return;
    }
    Key<?> shown = parts.stream().filter(settings::isGiven).findFirst().orElseThrow();
    if (settings.sound(CurriculumKeys.CLASSES, Keys.CLASSES)
        && settings.get(CurriculumKeys.CLASSES) > settings.get(Keys.CLASSES)) {
      refuse(
          CurriculumKeys.CLASSES,
          "%d is more than the %d classes of images.classes"
              .formatted(settings.get(CurriculumKeys.CLASSES), settings.get(Keys.CLASSES)));
    }
    if (!settings.isGiven(CurriculumKeys.CLASSES) && !settings.isGiven(CurriculumKeys.TASKS)) {
      refuse(shown, "a curriculum needs classes, tasks or both to start with");
    }
    needsFresh(shown, "a curriculum");
  }

  private void needsFresh(Key<?> shown, String what) {
    KeyTable.sequences().stream()
        .filter(keys -> settings.trains(keys.kind()) && settings.sound(keys.sequences()))
        .filter(keys -> settings.get(keys.sequences()) != SetSpec.FRESH)
        .forEach(
            keys ->
                refuse(
                    shown,
                    "%s needs %s: fresh, not %d"
                        .formatted(what, keys.sequences(), settings.get(keys.sequences()))));
  }

  private void oneDuration(TrainingKeys model) {
    if (settings.isGiven(model.steps()) && settings.isGiven(model.epochs())) {
      refuseAll(model.epochs(), "excludes " + model.steps() + "; give only one of them");
    }
  }

  private void adamOnly(TrainingKeys model) {
    if (settings.find(model.optimiser()).filter(o -> o == TrainingKeys.Optimiser.SGD).isPresent()) {
      model.adamOnly().stream()
          .filter(settings::isGiven)
          .forEach(
              key -> refuseAll(key, "has no effect with optimiser sgd; remove it or use adam"));
    }
  }

  private void schedule(TrainingKeys model) {
    if (!settings.sound(model.schedule(), model.warmup())
        || settings.get(model.schedule()) instanceof Decay.Constant
        || settings.duration(model).isEmpty()) {
      return;
    }
    TrainingLength warmup = settings.get(model.warmup());
    TrainingLength end = end(model);
    Key<?> shown =
        settings.firstGiven(model.schedule(), model.warmup(), model.steps(), model.epochs());
    if (warmup.count() == 0) {
      return;
    }
    if (warmup.unit() != end.unit()) {
      refuse(
          shown,
          "a cosine that ends after %s and a warm-up of %s; give both in steps or both in epochs"
              .formatted(end, warmup));
    } else if (end.count() <= warmup.count()) {
      refuse(
          shown,
          "a cosine that ends after %s ends before its warm-up of %s; make it longer"
              .formatted(end, warmup));
    }
  }

  private void restarts(TrainingKeys model) {
    if (!settings.sound(model.schedule(), model.restarts(), model.warmup())
        || settings.get(model.restarts()) == 0
        || settings.duration(model).isEmpty()) {
      return;
    }
    Decay decay = settings.get(model.schedule());
    long periods = settings.get(model.restarts()) + 1L;
    if (!(decay instanceof Decay.Constant)) {
      TrainingLength end = end(model);
      long length = end.count() - settings.get(model.warmup()).count();
      if (length > 0 && length < periods) {
        refuse(
            model.restarts(),
            "%d cosine periods do not fit into the %d %s after warm-up"
                .formatted(periods, length, end.unit().word()));
      }
    } else if (axes.of(model.schedule()).isEmpty()) {
      refuseAll(model.restarts(), "has no effect with schedule constant; remove it or use cosine");
    }
  }

  /** Where a cosine ends. */
  private TrainingLength end(TrainingKeys model) {
    return settings.get(model.schedule()) instanceof Decay.CosineTo to
        ? to.end()
        : settings.duration(model).orElseThrow();
  }
}
