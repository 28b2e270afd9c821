package org.gpicl.job.slurm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tasks of arrays, as {@code squeue} lists them: those that wait or run.
 *
 * @param all in the order of the list
 */
record ArrayTasks(List<Task> all) {
  /** What {@code squeue} is asked for, for {@link #of}. */
  static final String FORMAT = "%F|%T|%r|%k";

  private static final int FIELDS = 4;
  private static final String NO_REASON = "None";

  /**
   * A task.
   *
   * @param array the id of its array
   * @param state such as {@code RUNNING}
   * @param reason such as {@code Resources}; {@code None} if there is none
   * @param comment that it was submitted with
   */
  record Task(String array, String state, String reason, String comment) {
    private String shown() {
      String word = state.toLowerCase(Locale.ROOT);
      return reason.equals(NO_REASON) ? word : "%s (%s)".formatted(word, reason);
    }
  }

  /** Reads a list; lines that are none of a task are left out. */
  static ArrayTasks of(String list) {
    return new ArrayTasks(
        list.lines()
            .map(line -> line.strip().split("\\|", FIELDS))
            .filter(fields -> fields.length == FIELDS)
            .map(fields -> new Task(fields[0], fields[1], fields[2], fields[3]))
            .toList());
  }

  ArrayTasks ofArray(String id) {
    return new ArrayTasks(all.stream().filter(task -> task.array().equals(id)).toList());
  }

  /** The arrays that were submitted with a comment. */
  List<String> arrays(String comment) {
    return all.stream()
        .filter(task -> task.comment().equals(comment))
        .map(Task::array)
        .distinct()
        .toList();
  }

  /**
   * Such as {@code 2 running, 1 pending (Resources), 1 ended}.
   *
   * @param submitted how many tasks the array had
   */
  String summary(int submitted) {
    String listed =
        all.stream()
            .collect(Collectors.groupingBy(Task::shown, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(group -> group.getValue() + " " + group.getKey())
            .collect(Collectors.joining(", "));
    int ended = submitted - all.size();
    String gone = ended > 0 ? ended + " ended" : "";
    return listed.isEmpty() || gone.isEmpty() ? listed + gone : listed + ", " + gone;
  }
}
