package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.type.ImageSetType;
import org.gpicl.sweep.type.ListType;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.ScalarType;
import org.gpicl.sweep.type.SettingType;
import org.gpicl.sweep.type.TaskCount;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.TrainingLength;

/** The keys under {@code evaluate}. */
public final class EvaluationKeys {
  public static final Key<List<String>> IMAGES =
      of(
          "evaluate.images",
          new ListType<>(new ImageSetType()),
          null,
          null,
          null,
          "More image sets to evaluate unseen tasks on, besides the one to train on.");

  public static final Key<TrainingLength> EVERY =
      of(
          "evaluate.every",
          TrainingLength.type(1),
          null,
          null,
          null,
          "Training between evaluations on seen tasks, for all models; the last step is always"
              + " evaluated.");

  public static final Key<TaskCount> SEEN_TASKS =
      of(
          "evaluate.seenTasks",
          taskCount(Map.of("log2", TaskCount.LOG2, "all", TaskCount.ALL)),
          "all",
          "256",
          "128",
          "How many training tasks to evaluate as seen tasks, starting with the first; all: all N,"
              + " but at most 1024; log2: log2 N.");

  public static final Key<TaskCount> UNSEEN_TASKS =
      of(
          "evaluate.unseenTasks",
          taskCount(Map.of("log2", TaskCount.LOG2)),
          "log2",
          "256",
          "128",
          "How many unseen tasks; log2: log2 N.");

  public static final Key<Integer> SEQUENCES =
      of(
          "evaluate.sequencesPerTask",
          Numbers.whole(1, 1 << 20),
          "1",
          "4",
          "1",
          "Sequences per evaluation task, for models of sequences.");

  public static final Key<Long> SAMPLES =
      of(
          "evaluate.samplesPerTask",
          Numbers.wholeLong(1, TrainingLength.MOST),
          "10000",
          "10000",
          "10000",
          "Samples per evaluation task, for MLPs, ...");

  public static final Key<Long> MAX_SAMPLES =
      of(
          "evaluate.maxSamples",
          Numbers.wholeLong(1, TrainingLength.MOST),
          "100000",
          "100000",
          "100000",
          "... but at most this many in total.");

  private EvaluationKeys() {}

  private static SettingType<TaskCount> taskCount(Map<String, TaskCount> words) {
    return TextTypes.or(
        words, ((ScalarType<Integer>) Numbers.whole(1, 1 << 20)).map(TaskCount::new));
  }

  static List<Key<?>> all() {
    return List.of(IMAGES, EVERY, SEEN_TASKS, UNSEEN_TASKS, SEQUENCES, SAMPLES, MAX_SAMPLES);
  }
}
