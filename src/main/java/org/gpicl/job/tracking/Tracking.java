package org.gpicl.job.tracking;

import java.io.IOException;
import java.util.function.Consumer;
import org.gpicl.home.Home;
import org.gpicl.home.settings.MlflowSettings;
import org.gpicl.home.settings.Secrets;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;
import org.springframework.core.env.Environment;

/** Shows sweeps on the MLflow server that is configured, if there is one. */
public final class Tracking {
  private final MlflowSettings settings;
  private final CellRecords records;
  private final Home home;
  private final Environment environment;

  public Tracking(
      MlflowSettings settings, CellRecords records, Home home, Environment environment) {
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
   * Follows a run until the follower is closed.
   *
   * @param notices receives what the user should know at once
   */
  public RunFollower follow(Sweep sweep, Consumer<String> notices) {
    return configured()
        ? new RunFollower(tracked(sweep), sweep.name(), where(), notices)
        : RunFollower.NONE;
  }

  /**
   * Sends what MLflow does not have of a sweep, and the sweep's files.
   *
   * @param done whether all of it is done
   * @return what was sent, in a sentence
   * @throws TrackerException if MLflow does not answer, or refuses
   */
  public String send(Sweep sweep, boolean done) throws IOException {
    TrackedSweep tracked = tracked(sweep);
    int cells = tracked.send();
    boolean files = tracked.ends(done ? MlflowRun.Status.FINISHED : MlflowRun.Status.KILLED);
    return "%s has sweep %s in experiment %s, %d cells of it newer than before%s."
        .formatted(
            where(),
            sweep.name(),
            settings.experiment(),
            cells,
            files
                ? ""
                : "; it keeps files elsewhere than on the server, so the sweep's were not sent");
  }

  private TrackedSweep tracked(Sweep sweep) {
    return new TrackedSweep(
        new MlflowClient(settings.uri(), environment),
        settings.experiment(),
        sweep,
        records,
        home.sweep(sweep.name()));
  }

  private String where() {
    return "MLflow at " + Secrets.hiddenIn(settings.uri());
  }
}
