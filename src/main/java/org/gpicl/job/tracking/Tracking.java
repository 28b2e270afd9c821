package org.gpicl.job.tracking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gpicl.home.Home;
import org.gpicl.home.settings.MlflowSettings;
import org.gpicl.home.settings.Secrets;
import org.gpicl.report.grid.Labels;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Shows sweeps on the trackers that they name, or that are configured. */
public final class Tracking {
  private final MlflowSettings settings;
  private final CellRecords records;
  private final Home home;
  private final Map<String, String> environment;

  /**
   * @param environment has the names and passwords for the server that is configured
   */
  public Tracking(
      MlflowSettings settings, CellRecords records, Home home, Map<String, String> environment) {
    this.settings = settings;
    this.records = records;
    this.home = home;
    this.environment = environment;
  }

  /**
   * A tracker.
   *
   * @param name for people
   * @param place where the sweep is on it, for people; empty if there is nothing to say
   * @param opening makes the tracked sweep, which asks between two requests whether there is time
   */
  private record Target(
      String name, String place, Function<BooleanSupplier, SweepTracker> opening) {}

  /**
   * Follows a run until the followers are closed.
   *
   * @param notices receives what the user should know at once
   */
  public RunFollowers follow(Sweep sweep, Consumer<String> notices) {
    return new RunFollowers(
        targets(sweep).stream()
            .map(to -> new RunFollower(to.opening(), sweep.name(), to.name(), notices))
            .toList());
  }

  /**
   * Sends what its trackers do not have of a sweep that does not run, and the sweep's files.
   *
   * @return what was sent, in sentences; empty if it has no tracker
   * @throws TrackerException if one did not take it, after the others; its message says all
   */
  public List<String> send(Sweep sweep) {
    List<String> sent = new ArrayList<>();
    boolean complete = true;
    for (Target target : targets(sweep)) {
      try {
        sent.addAll(send(sweep, target));
      } catch (TrackerException | IOException e) {
        sent.add("%s did not take it: %s".formatted(target.name(), e.getMessage()));
        complete = false;
      }
    }
    if (!complete) {
      throw TrackerException.away(String.join(System.lineSeparator(), sent), null);
    }
    return sent;
  }

  /** The same for one folder of TensorBoard. */
  public List<String> send(Sweep sweep, Path tensorboard) throws IOException {
    return send(sweep, folder(sweep, tensorboard));
  }

  private List<String> send(Sweep sweep, Target target) throws IOException {
    SweepTracker tracker = target.opening().apply(() -> false);
    SweepTracker.Sent sent = tracker.send(true);
    boolean files = tracker.ends(status(records.counts(sweep), sweep.cells().size()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s has sweep %s%s: %s sent.%s"
            .formatted(
                target.name(),
                sweep.name(),
                target.place(),
                Labels.count(sent.cells(), "cell was", "cells were"),
                files
                    ? ""
                    : " It keeps files elsewhere than on the server, so those of the sweep were not."));
    sent.refused().forEach(one -> lines.add("It does not take " + one));
    return lines;
  }

  private static SweepTracker.Status status(Map<CellStatus, Long> counts, int cells) {
    if (counts.keySet().stream().anyMatch(CellStatus::failed)) {
      return SweepTracker.Status.FAILED;
    }
    long settled =
        counts.getOrDefault(CellStatus.DONE, 0L) + counts.getOrDefault(CellStatus.SKIPPED, 0L);
    return settled == cells ? SweepTracker.Status.FINISHED : SweepTracker.Status.KILLED;
  }

  private List<Target> targets(Sweep sweep) {
    List<Target> targets = new ArrayList<>();
    String uri = sweep.execution().trackers().mlflow().orElse(settings.uri());
    if (!uri.isBlank()) {
      targets.add(mlflow(sweep, uri));
    }
    sweep
        .execution()
        .trackers()
        .tensorboard()
        .ifPresent(folder -> targets.add(folder(sweep, folder)));
    return targets;
  }

  private Target mlflow(Sweep sweep, String uri) {
    String experiment = sweep.execution().trackers().experiment().orElse(settings.experiment());
    // Otherwise a sweep file that is given to a server could have its password sent anywhere.
    Map<String, String> passwords = uri.equals(settings.uri()) ? environment : Map.of();
    return new Target(
        "MLflow at " + Secrets.hiddenIn(uri),
        " in experiment " + experiment,
        outOfTime ->
            new MlflowSweep(
                new MlflowClient(uri, passwords),
                experiment,
                sweep,
                records,
                home.sweep(sweep.name()),
                outOfTime));
  }

  private Target folder(Sweep sweep, Path folder) {
    return new Target(
        "TensorBoard's folder " + folder,
        "",
        outOfTime -> new TensorBoardSweep(folder, sweep, records, outOfTime));
  }
}
