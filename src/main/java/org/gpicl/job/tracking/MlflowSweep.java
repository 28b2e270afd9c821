package org.gpicl.job.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/**
 * A sweep as runs of MLflow: one for each cell that has begun, below one for the sweep. Whatever is
 * in the database and not in MLflow is sent; nothing else is remembered, so nothing is lost while
 * MLflow is away, and nothing is sent twice after a kill.
 */
final class MlflowSweep implements SweepTracker {
  private static final String KIND = "gpicl.kind";

  private final MlflowClient mlflow;
  private final String experimentName;
  private final Sweep sweep;
  private final UnsentCells cells;
  private final Path folder;
  private final BooleanSupplier outOfTime;
  private String experiment;
  private MlflowRun parent;
  private Map<String, MlflowRun> runs = Map.of();

  /**
   * @param folder of the sweep's files
   * @param outOfTime asked between two requests
   */
  MlflowSweep(
      MlflowClient mlflow,
      String experiment,
      Sweep sweep,
      CellRecords records,
      Path folder,
      BooleanSupplier outOfTime) {
    this.mlflow = mlflow;
    this.experimentName = experiment;
    this.sweep = sweep;
    this.cells = new UnsentCells(sweep, records);
    this.folder = folder;
    this.outOfTime = outOfTime;
  }

  @Override
  public Sent send(boolean finishedToo) {
    try {
      begin();
      return cells.send(finishedToo, this::send);
    } catch (TrackerException e) {
      parent = null;
      throw e;
    }
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
    Map<String, String> logged = new HashMap<>();
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
    cells.has(logged, found.keySet());
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
    requireTime();
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

  @Override
  public void begins() {
    begin();
    mlflow.status(parent, Status.RUNNING, Optional.empty());
  }

  @Override
  public boolean ends(Status status) throws IOException {
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
