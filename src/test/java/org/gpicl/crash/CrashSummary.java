package org.gpicl.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done to sweeps and what it cost them, as Markdown. */
final class CrashSummary {
  private final List<Kill> kills = new ArrayList<>();
  private final List<Duration> starts = new ArrayList<>();
  private final Map<Phase, Integer> ended = new EnumMap<>(Phase.class);
  private final List<String> sweeps = new ArrayList<>();
  private final long begun = System.nanoTime();
  private long steps;
  private long largestDatabase;

  void add(Kill kill) {
    kills.add(kill);
    System.err.printf(
        Locale.ROOT,
        "kill %3d  %-12s aimed at %-12s met %-12s after %5.1f s, %d steps again%n",
        kills.size(),
        kill.sweep(),
        kill.aimed(),
        kill.hit(),
        seconds(kill.after()),
        kill.steps());
  }

  void endedBefore(Phase aim) {
    ended.merge(aim, 1, Integer::sum);
  }

  void startedWithin(Duration time) {
    starts.add(time);
  }

  void database(long bytes) {
    largestDatabase = Math.max(largestDatabase, bytes);
  }

  /** A sweep has come to its end and was found to be the same as an undisturbed one. */
  void same(CrashSweep sweep, long stepsOfAllCells) {
    steps += stepsOfAllCells;
    sweeps.add(sweep.name());
  }

  int kills() {
    return kills.size();
  }

  long kills(Phase hit) {
    return kills.stream().filter(kill -> kill.hit() == hit).count();
  }

  /** Without such kills nothing would be known of the work that is repeated. */
  long killsThatMetSteps() {
    return kills.stream().filter(kill -> !kill.repeated().isEmpty()).count();
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| phase | kills aimed at it | kills that met it |\n|---|---|---|\n");
    for (Phase phase : Phase.values()) {
      long aimed = kills.stream().filter(kill -> kill.aimed() == phase).count();
      row(text, phase.title(), Long.toString(aimed), Long.toString(kills(phase)));
    }
    row(text, "all", Integer.toString(kills.size()), Integer.toString(kills.size()));
    long again = kills.stream().mapToLong(Kill::steps).sum();
    long meeting = killsThatMetSteps();
    text.append("\n| | |\n|---|---|\n");
    row(
        text,
        "kills not counted: the process had ended by itself",
        Integer.toString(endedAlready()));
    row(text, "steps done again", Long.toString(again));
    row(
        text,
        "for each kill that met cells in training (%d)".formatted(meeting),
        decimal(meeting == 0 ? 0 : (double) again / meeting));
    row(text, "most for one cell by one kill", Long.toString(mostOfACell()));
    row(text, "steps of all cells", Long.toString(steps));
    row(text, "share of work done again", decimal(steps == 0 ? 0 : 100.0 * again / steps) + " %");
    long inTraining = kills(Phase.TRAIN);
    row(
        text,
        "kills in training after which more was stored than before",
        kills.stream().filter(kill -> kill.hit() == Phase.TRAIN && kill.further()).count()
            + " of "
            + inTraining);
    row(text, "longest without a checkpoint", decimal(seconds(longestUnstored())) + " s");
    row(
        text,
        "start until it answers, median and most",
        decimal(seconds(median(starts))) + " s, " + decimal(seconds(most(starts))) + " s");
    row(text, "largest database", decimal(largestDatabase / 1e6) + " MB");
    row(text, "sweeps that ended as undisturbed ones", Integer.toString(sweeps.size()));
    row(text, "time for all of it", decimal((System.nanoTime() - begun) / 60e9) + " minutes");
    return text.toString();
  }

  private int endedAlready() {
    return ended.values().stream().mapToInt(Integer::intValue).sum();
  }

  private long mostOfACell() {
    return kills.stream()
        .flatMap(kill -> kill.repeated().values().stream())
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  Duration longestUnstored() {
    return most(kills.stream().map(Kill::unstored).toList());
  }

  private static void row(StringBuilder text, String... columns) {
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
  }

  private static Duration most(List<Duration> times) {
    return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static Duration median(List<Duration> times) {
    List<Duration> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
