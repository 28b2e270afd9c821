package org.gpicl.job.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
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
  private final BooleanSupplier outOfTime;
  private String experiment;
  private MlflowRun parent;
  private Map<String, MlflowRun> runs = Map.of();
  private final Map<String, String> logged = new HashMap<>();

  /**
   * @param folder of the sweep's files
   * @param outOfTime asked between two requests
   */
  TrackedSweep(
      MlflowClient mlflow,
      String experiment,
      Sweep sweep,
      CellRecords records,
      Path folder,
      BooleanSupplier outOfTime) {
    this.mlflow = mlflow;
    this.experimentName = experiment;
    this.sweep = sweep;
    this.records = records;
    this.folder = folder;
    this.outOfTime = outOfTime;
  }

  /**
   * What was sent.
   *
   * @param cells how many cells had something new
   * @param refused of each cell that MLflow does not take, its key and why
   */
  record Sent(int cells, List<String> refused) {}

  /**
   * Sends what MLflow does not have yet.
   *
   * @param finishedToo whether to look at cells again that were finished when they were sent, to
   *     which evaluations may have been added
   * @throws TrackerException if MLflow is away; what it has is looked up again
   * @throws CancellationException if there is no more time
   */
  Sent send(boolean finishedToo) {
    try {
      begin();
      List<Cell> changed = changed(finishedToo);
      List<String> refused = new ArrayList<>();
      for (int from = 0; from < changed.size(); from += AT_A_TIME) {
        List<Cell> some = changed.subList(from, Math.min(changed.size(), from + AT_A_TIME));
        for (CellOutcome outcome : records.outcomes(sweep, some)) {
          requireTime();
          try {
            send(new TrackedCell(outcome));
          } catch (TrackerException e) {
            if (!e.isRefused()) {
              throw e;
            }
            refused.add(outcome.cell().key() + ": " + e.getMessage());
          }
          // Also one that was refused: it would be so again until it changes.
          logged.put(outcome.cell().hash(), TrackedCell.state(outcome));
        }
      }
      return new Sent(changed.size() - refused.size(), refused);
    } catch (TrackerException e) {
      parent = null;
      throw e;
    }
  }

  private List<Cell> changed(boolean finishedToo) {
    List<Cell> cells =
        sweep.cells().stream()
            .filter(cell -> finishedToo || !TrackedCell.isFinished(logged.get(cell.hash())))
            .toList();
    return records.brief(sweep, cells).stream()
        .filter(TrackedSweep::begun)
        .filter(one -> !TrackedCell.state(one).equals(logged.get(one.cell().hash())))
        .map(CellOutcome::cell)
        .toList();
  }

  private static boolean begun(CellOutcome outcome) {
    return outcome.step() > 0
        || outcome.status() == CellStatus.RUNNING
        || outcome.status().failed();
  }

  private void requireTime() {
    if (outOfTime.getAsBoolean()) {
      throw new CancellationException("the rest is sent another time");
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
    for (MlflowRun run : mlflow.runs(experiment, MlflowRun.SWEEP, sweep.name())) {
      String hash = run.tags().get(MlflowRun.HASH);
      if (hash == null) {
        ofTheSweep = run;
      } else {
        found.put(hash, run);
        Optional.ofNullable(run.tags().get(MlflowRun.LOGGED))
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
                Map.of(MlflowRun.SWEEP, sweep.name(), KIND, "sweep"));
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
      runs.put(hash, run); // Also if what follows is refused: there must be no second one.
    }
    MlflowRun.Log log = cell.log(run);
    mlflow.log(run, log);
    mlflow.status(run, cell.status(), cell.endedAt(run));
    mlflow.tag(run, cell.tags());
    runs.put(hash, run.with(log.metrics()));
  }

  private void upload(Path file) {
    requireTime();
    mlflow.upload(parent, file);
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
            .filter(file -> !WholeFile.isPart(file))
            .sorted()
            .forEach(this::upload);
      }
    }
    mlflow.status(parent, status, Optional.of(System.currentTimeMillis()));
    return takesFiles;
  }
}
