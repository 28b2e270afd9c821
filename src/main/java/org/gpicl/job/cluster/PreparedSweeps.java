package org.gpicl.job.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.home.Home;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.admission.CheckpointFolderReady;
import org.gpicl.job.admission.EngineFitness;
import org.gpicl.job.admission.FolderContents;
import org.gpicl.job.admission.ImagesAvailable;
import org.gpicl.job.admission.StatedContents;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.workers.Engines;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.source.ImageSetException;

/** The sweeps that managers hand out, as far as this worker can train them. */
final class PreparedSweeps {
  private static final long AGAIN_NANOS = Duration.ofMinutes(5).toNanos();

  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final ImageLibrary images;
  private final Home home;
  private final WorkerOptions options;
  private final ConnectionRetry patience;
  private final Consumer<String> notices;
  private final Map<String, PreparedSweep> prepared = new HashMap<>();

  /** Why it does not train others, by sweep. */
  private final Map<String, Refusal> refusals = new TreeMap<>();

  /** For the beats, which do not wait. */
  private volatile String remarks = "";

  /**
   * What was missing may be there later.
   *
   * @param resolved the sweep file as it was then
   */
  private record Refusal(String resolved, String reason, long atNanos) {
    boolean holds(String now) {
      return resolved.equals(now) && System.nanoTime() - atNanos < AGAIN_NANOS;
    }
  }

  /**
   * @param notices receives what the user should know at once
   */
  PreparedSweeps(
      SweepTable sweeps,
      RunTable runs,
      CellRecords records,
      ImageLibrary images,
      Home home,
      WorkerOptions options,
      ConnectionRetry patience,
      Consumer<String> notices) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.images = images;
    this.home = home;
    this.options = options;
    this.patience = patience;
    this.notices = notices;
  }

  /** Looks again at what is in progress, and prepares what is new, which may take minutes. */
  List<PreparedSweep> look() {
    return patience.through(this::lookOnce);
  }

  private List<PreparedSweep> lookOnce() {
    List<String> running = runs.running();
    prepared.keySet().retainAll(running);
    refusals.keySet().retainAll(running);
    List<PreparedSweep> those = new ArrayList<>();
    for (String name : running) {
      sweeps.find(name).flatMap(this::prepared).ifPresent(those::add);
    }
    remarks =
        refusals.entrySet().stream()
            .filter(refusal -> !refusal.getValue().reason().isEmpty())
            .map(refusal -> refusal.getKey() + ": " + refusal.getValue().reason())
            .collect(Collectors.joining("\n"));
    return those;
  }

  /** What this worker does not train and why, a line each. */
  String remarks() {
    return remarks;
  }

  private Optional<PreparedSweep> prepared(SweepTable.Row row) {
    PreparedSweep known = prepared.get(row.name());
    if (known != null && known.isOf(row)) {
      return Optional.of(known);
    }
    Refusal refusal = refusals.get(row.name());
    if (refusal != null && refusal.holds(row.resolved())) {
      return Optional.empty();
    }
    prepared.remove(row.name());
    try {
      Sweep sweep = row.sweep();
      if (sweep.execution().runOn() == Place.HERE) {
        refuse(row, "");
        return Optional.empty();
      }
      PreparedSweep fit = prepare(sweep, row);
      refusals.remove(row.name());
      prepared.put(row.name(), fit);
      return Optional.of(fit);
    } catch (UnfitException
        | EngineException
        | ImageSetException
        | SweepFileException
        | IOException e) {
      if (refusal == null || !refusal.reason().equals(e.getMessage())) {
        notices.accept("This worker does not train %s: %s".formatted(row.name(), e.getMessage()));
      }
      refuse(row, e.getMessage());
      return Optional.empty();
    }
  }

  private void refuse(SweepTable.Row row, String reason) {
    refusals.put(row.name(), new Refusal(row.resolved(), reason, System.nanoTime()));
  }

  private PreparedSweep prepare(Sweep sweep, SweepTable.Row row)
      throws UnfitException, IOException {
    Engine engine = engine(sweep);
    GeneratedSets sets = new GeneratedSets(sweep, images, home.shards());
    FolderContents folders = FolderContents.read(sweep, images);
    List<AdmissionCheck> checks =
        List.of(
            new StatedContents(folders, false),
            new CheckpointFolderReady(records),
            new EngineFitness(engine, records),
            new ImagesAvailable(sets, records, folders, notices));
    Optional<RunResult> reason = AdmissionCheck.firstReason(checks, sweep);
    if (reason.isPresent()) {
      throw new UnfitException(reason.get().message());
    }
    return new PreparedSweep(sweep, row, engine, sets, options.places());
  }

  private Engine engine(Sweep sweep) {
    Sweep.Execution asked = sweep.execution();
    return Engines.of(options.engine().map(asked::withEngine).orElse(asked));
  }

  /** This worker cannot train a sweep. */
  private static final class UnfitException extends Exception {
    UnfitException(String reason) {
      super(reason);
    }
  }
}
