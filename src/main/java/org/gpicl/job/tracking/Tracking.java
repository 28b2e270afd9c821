package org.gpicl.job.tracking;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.gpicl.home.Home;
import org.gpicl.home.settings.MlflowSettings;
import org.gpicl.home.settings.Secrets;
import org.gpicl.report.grid.Labels;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Shows sweeps on the MLflow server that is configured, if there is one. */
public final class Tracking {
  private final MlflowSettings settings;
  private final CellRecords records;
  private final Home home;
  private final Map<String, String> environment;

  /**
   * @param environment has the names and passwords for the server
   */
  public Tracking(
      MlflowSettings settings, CellRecords records, Home home, Map<String, String> environment) {
    this.settings = settings;
    this.records = records;
    this.home = home;
    this.environment = environment;
  }

  /** Whether there is a server. */
  public boolean configured() {
    return !settings.uri().isBlank();
  }

  /**
   * Follows a run until the follower is closed; empty if there is no server.
   *
   * @param notices receives what the user should know at once
   */
  public Optional<RunFollower> follow(Sweep sweep, Consumer<String> notices) {
    return configured()
        ? Optional.of(
            new RunFollower(outOfTime -> tracked(sweep, outOfTime), sweep.name(), where(), notices))
        : Optional.empty();
  }

  /**
   * Sends what MLflow does not have of a sweep that does not run, and the sweep's files.
   *
   * @return what was sent, in sentences
   * @throws TrackerException if MLflow is away
   */
  public String send(Sweep sweep) throws IOException {
    TrackedSweep tracked = tracked(sweep, () -> false);
    TrackedSweep.Sent sent = tracked.send(true);
    boolean files = tracked.ends(status(records.counts(sweep), sweep.cells().size()));
    StringBuilder text = new StringBuilder();
    text.append(
        "%s has sweep %s in experiment %s: %s sent."
            .formatted(
                where(),
                sweep.name(),
                settings.experiment(),
                Labels.count(sent.cells(), "cell was", "cells were")));
    if (!files) {
      text.append(" It keeps files elsewhere than on the server, so those of the sweep were not.");
    }
    sent.refused().forEach(one -> text.append("%nIt does not take %s".formatted(one)));
    return text.toString();
  }

  private static MlflowRun.Status status(Map<CellStatus, Long> counts, int cells) {
    if (counts.keySet().stream().anyMatch(CellStatus::failed)) {
      return MlflowRun.Status.FAILED;
    }
    long settled =
        counts.getOrDefault(CellStatus.DONE, 0L) + counts.getOrDefault(CellStatus.SKIPPED, 0L);
    return settled == cells ? MlflowRun.Status.FINISHED : MlflowRun.Status.KILLED;
  }

  private TrackedSweep tracked(Sweep sweep, BooleanSupplier outOfTime) {
    return new TrackedSweep(
        new MlflowClient(settings.uri(), environment),
        settings.experiment(),
        sweep,
        records,
        home.sweep(sweep.name()),
        outOfTime);
  }

  private String where() {
    return "MLflow at " + Secrets.hiddenIn(settings.uri());
  }
}
