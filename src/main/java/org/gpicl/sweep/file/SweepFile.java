package org.gpicl.sweep.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.SlurmTasks;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.Trackers;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.axis.AxisReader;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.ScheduleKeys;
import org.gpicl.sweep.key.SlurmKeys;
import org.gpicl.sweep.key.TrackingKeys;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;
import org.gpicl.sweep.yaml.YamlValue;

/** Reads sweep files; {@code docs/sweep-file.md} explains every key. */
public final class SweepFile {
  private SweepFile() {}

  /**
   * Reads a sweep from a file.
   *
   * @param file a YAML file in UTF-8
   * @param overrides such as {@code tasks=4,64}, applied in order after the file
   * @throws org.gpicl.sweep.yaml.SweepFileException naming everything that is wrong
   */
  public static Sweep read(Path file, List<String> overrides) {
    Path directory = file.toAbsolutePath().getParent();
    return parse(FileText.of(file), new Location(file.toString(), directory, 1, 1), overrides);
  }

  /**
   * Reads a sweep from text; relative paths in it are resolved from the working directory.
   *
   * @param text YAML
   * @param sourceName the name used in messages instead of a file's
   * @param overrides such as {@code tasks=4,64}, applied in order after the text
   * @throws org.gpicl.sweep.yaml.SweepFileException naming everything that is wrong
   */
  public static Sweep parse(String text, String sourceName, List<String> overrides) {
    return parse(text, new Location(sourceName, Path.of(""), 1, 1), overrides);
  }

  /** Whether a text is a valid sweep name; other names could lead out of its folder. */
  public static boolean isName(String text) {
    return text.matches(Keys.NAME_PATTERN);
  }

  /**
   * Reads back a resolved sweep that was stored, with the cells that it had then.
   *
   * @param numerics the version of the program's numerics that its cells were started with
   * @throws org.gpicl.sweep.yaml.SweepFileException if it was stored by a version of this program
   *     with other settings
   */
  public static Sweep stored(String resolved, String name, int numerics) {
    Location start = new Location(name + " (stored)", Path.of(""), 1, 1);
    return parse(resolved, start, List.of(), numerics);
  }

  /**
   * The same sweep with what its folders of images hold, which defines its cells.
   *
   * @param contents digests by image set
   */
  public static Sweep withContents(Sweep sweep, Map<String, String> contents) {
    Location start = new Location(sweep.name(), Path.of(""), 1, 1);
    Problems problems = new Problems();
    Assignments assignments = new Assignments(problems);
    YamlReader.read(sweep.resolved(), start, problems).ifPresent(assignments::file);
    problems.throwIfAny();
    return sweep(
        assignments, start, problems, sweep.numerics(), settings -> settings.contents(contents));
  }

  private static Sweep parse(String text, Location start, List<String> overrides) {
    return parse(text, start, overrides, Cell.NUMERICS_VERSION);
  }

  private static Sweep parse(String text, Location start, List<String> overrides, int numerics) {
    Problems problems = new Problems();
    Assignments assignments = new Assignments(problems);
    Optional<YamlValue> document = YamlReader.read(text, start, problems);
    if (document.isEmpty() || !assignments.file(document.get())) {
      problems.throwIfAny();
    }
    overrides.forEach(assignments::override);
    return sweep(assignments, start, problems, numerics, settings -> {});
  }

  private static Sweep sweep(
      Assignments assignments,
      Location start,
      Problems problems,
      int numerics,
      Consumer<Settings> adjust) {
    assignments.requireEssentials();
    Axes axes = AxisReader.read(assignments.values(), problems);
    Variants variants = Variants.of(axes, start, problems, adjust);
    Settings settings = variants.first();
    SearchSettings searchSettings = new SearchSettings(settings, axes, problems);
    if (!variants.bearable() || !searchSettings.canBeChecked() || variants.many()) {
      problems.throwIfAny();
    }
    Variants.Cells cells = variants.cells(numerics, problems);
    Search search = searchSettings.of(cells);
    problems.throwIfAny();
    return new Sweep(
        settings.get(Keys.NAME),
        settings.get(Keys.RECIPE),
        axes.swept(settings.get(Keys.MODELS)),
        search,
        cells.cells(),
        cells.evaluations(),
        settings.get(Keys.CHECKPOINT),
        new Sweep.Execution(
            settings.get(Keys.ENGINE),
            settings.get(Keys.DEVICE),
            settings.get(Keys.CELLS_PER_DEVICE),
            settings.get(Keys.DETERMINISTIC),
            settings.get(Keys.WORKERS),
            settings.get(Keys.RUN_ON),
            slurm(settings),
            trackers(settings),
            settings.get(Keys.CHECKPOINT_STORE),
            settings.get(Keys.DISK_BUDGET)),
        timetable(settings),
        settings.get(Keys.SUFFIX),
        ResolvedText.of(axes, variants.settings()));
  }

  private static SlurmTasks slurm(Settings settings) {
    return new SlurmTasks(
        settings.find(SlurmKeys.PARTITION),
        settings.find(SlurmKeys.ACCOUNT),
        settings.find(SlurmKeys.GPUS).orElse(SlurmTasks.ONE.gpus()),
        settings.find(SlurmKeys.TIME),
        settings.find(SlurmKeys.ARRAY).orElse(SlurmTasks.ONE.array()),
        settings.find(SlurmKeys.CPUS).orElse(SlurmTasks.ONE.cpus()));
  }

  private static Trackers trackers(Settings settings) {
    return new Trackers(
        settings.find(TrackingKeys.MLFLOW),
        settings.find(TrackingKeys.EXPERIMENT),
        settings.find(TrackingKeys.TENSORBOARD));
  }

  private static Timetable timetable(Settings settings) {
    return settings
        .find(ScheduleKeys.CRON)
        .<Timetable>map(
            cron ->
                new Timetable.Cron(
                    cron,
                    settings.get(ScheduleKeys.ZONE),
                    settings.get(ScheduleKeys.MISSED),
                    settings.find(ScheduleKeys.STOP_AFTER).orElse(Duration.ZERO)))
        .orElseGet(Timetable.Never::new);
  }
}
