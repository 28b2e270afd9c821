package org.gpicl.job.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * A sweep as runs of MLflow: one for each cell that has begun, below one for the sweep. Whatever is
 * in the database and not in MLflow is sent; nothing else is remembered, so nothing is lost while
 * MLflow is away, and nothing is sent twice after a kill.
 */
final class TrackedSweep {
  /** Cells that are read and sent together: thousands of curves would fill the memory. */
  private static final int AT_A_TIME = 100;

  private static final String KIND = "gpicl.kind";

  private final MlflowClient mlflow;
  private final String experimentName;
  private final Sweep sweep;
  private final CellRecords records;
  private final Path folder;
  private String experiment;
  private MlflowRun parent;
  private Map<String, MlflowRun> runs = Map.of();
  private final Map<String, String> logged = new HashMap<>();

  /**
   * @param folder of the sweep's files
   */
  TrackedSweep(
      MlflowClient mlflow, String experiment, Sweep sweep, CellRecords records, Path folder) {
    this.mlflow = mlflow;
    this.experimentName = experiment;
    this.sweep = sweep;
    this.records = records;
    this.folder = folder;
  }

  /**
   * Sends what MLflow does not have yet.
   *
   * @return how many cells had something to send
   * @throws TrackerException if MLflow does not answer or refuses; what it has is looked up again
   */
  int send() {
    try {
      begin();
      List<Cell> changed = new ArrayList<>();
      for (CellOutcome outcome : records.brief(sweep, sweep.cells())) {
        boolean begun =
            outcome.step() > 0
                || outcome.status() == CellStatus.RUNNING
                || outcome.status().failed();
        if (begun && !TrackedCell.state(outcome).equals(logged.get(outcome.cell().hash()))) {
          changed.add(outcome.cell());
        }
      }
      for (int from = 0; from < changed.size(); from += AT_A_TIME) {
        List<Cell> some = changed.subList(from, Math.min(changed.size(), from + AT_A_TIME));
        records.outcomes(sweep, some).forEach(outcome -> send(new TrackedCell(outcome)));
      }
      return changed.size();
    } catch (TrackerException e) {
      parent = null;
      throw e;
    }
  }

  /** Finds out what MLflow has. */
  private void begin() {
    if (parent != null) {
      return;
    }
    experiment = mlflow.experiment(experimentName);
    Map<String, MlflowRun> found = new HashMap<>();
    MlflowRun ofTheSweep = null;
    for (MlflowRun run : mlflow.runs(experiment, TrackedCell.SWEEP, sweep.name())) {
      String hash = run.tags().get(TrackedCell.HASH);
      if (hash == null) {
        ofTheSweep = run;
      } else {
        found.put(hash, run);
        Optional.ofNullable(run.tags().get(TrackedCell.LOGGED))
            .ifPresent(state -> logged.put(hash, state));
      }
    }
    logged.keySet().retainAll(found.keySet());
    runs = found;
    parent =
        ofTheSweep != null
            ? ofTheSweep
            : mlflow.create(
                experiment,
                sweep.name(),
                System.currentTimeMillis(),
                Map.of(TrackedCell.SWEEP, sweep.name(), KIND, "sweep"));
  }

  private void send(TrackedCell cell) {
    String hash = cell.outcome().cell().hash();
    MlflowRun run = runs.get(hash);
    if (run == null) {
      run =
          mlflow.create(
              experiment,
              cell.outcome().cell().key(),
              System.currentTimeMillis() - cell.milliseconds(),
              cell.identity(sweep.name(), parent));
    }
    MlflowRun.Log log = cell.log(run);
    mlflow.log(run, log);
    mlflow.status(run, cell.status(), cell.endedAt(run));
    mlflow.tag(run, cell.tags());
    runs.put(hash, run.with(log.metrics()));
    logged.put(hash, TrackedCell.state(cell.outcome()));
  }

  /** The sweep runs. */
  void begins() {
    begin();
    mlflow.status(parent, MlflowRun.Status.RUNNING, Optional.empty());
  }

  /**
   * The sweep's run has ended: sends its files and how it ended.
   *
   * @return whether files could be sent
   */
  boolean ends(MlflowRun.Status status) throws IOException {
    begin();
    boolean takesFiles = MlflowClient.takesFiles(parent);
    if (takesFiles && Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(Files::isRegularFile)
            .filter(file -> !file.getFileName().toString().endsWith(WholeFile.PART))
            .sorted()
            .forEach(file -> mlflow.upload(parent, file));
      }
    }
    mlflow.status(parent, status, Optional.of(System.currentTimeMillis()));
    return takesFiles;
  }
}
