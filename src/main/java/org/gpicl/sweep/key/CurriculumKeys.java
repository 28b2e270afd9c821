package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.ScalarType;
import org.gpicl.sweep.type.TrainingLength;

/** The keys that say what fresh sequences are drawn from during a training. */
public final class CurriculumKeys {
  public static final String SECTION = "curriculum";

  public static final Key<String> NONE =
      of(
          SECTION,
          new ScalarType<>(
              "none or a map of classes, tasks, steps and every",
              Map.of("enum", List.of("none")),
              text -> Optional.of(text).filter("none"::equals),
              text -> text),
          "none",
          "none",
          "none",
          "All classes and tasks from the start.");

  public static final Key<Integer> CLASSES =
      of(
          "curriculum.classes",
          Numbers.whole(2, 256),
          null,
          null,
          null,
          "Classes that a training on sequences starts with; needs sequencesPerTask: fresh.");

  public static final Key<Long> TASKS =
      of(
          "curriculum.tasks",
          Numbers.wholeLong(1, 1L << 40),
          null,
          null,
          null,
          "Tasks that it starts with; all from the start if N is not larger.");

  public static final Key<Long> STEPS =
      of(
          "curriculum.steps",
          Numbers.wholeLong(0, TrainingLength.MOST),
          null,
          null,
          null,
          "Steps before the first `every` begins, at whose end the first class is added and the"
              + " tasks double.");

  public static final Key<Long> EVERY =
      of(
          "curriculum.every",
          Numbers.wholeLong(1, TrainingLength.MOST),
          null,
          null,
          null,
          "Steps from one added class, or doubling of the tasks, to the next.");

  public static final Key<Double> BIAS =
      of(
          "bias",
          Numbers.decimal(true, 1, true),
          "0",
          "0",
          "0",
          "Probability that a training sequence keeps the images' own labels; above 0 it needs"
              + " sequencesPerTask: fresh.");

  private CurriculumKeys() {}

  static List<Key<?>> all() {
    return List.of(NONE, CLASSES, TASKS, STEPS, EVERY, BIAS);
  }
}
