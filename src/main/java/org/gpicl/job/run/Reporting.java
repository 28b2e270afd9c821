package org.gpicl.job.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.workers.Workers;
import org.gpicl.machine.Build;
import org.gpicl.machine.Machine;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SweepReport;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.report.numpy.NpzFile;
import org.gpicl.report.paper.PaperReport;
import org.gpicl.store.RunTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.checkpoint.CheckpointException;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a sweep's files: tables after every cell, figures now and then, everything at the end. */
public final class Reporting {
  private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(20);
  private static final int MOST_CURVE_FIGURES = 200;

  /** Tables are written again only after this many times as long as they took. */
  private static final int TABLES_SHARE = 20;

  private final Sweep sweep;
  private final CellRecords records;
  private final Path directory;
  private final ImageLibrary images;
  private final RunTable runs;
  private final Clock clock = Clock.systemUTC();
  private final StopSignal stop;
  private final ResumableFailure resumableFailure;
  private final Optional<String> devices;
  private final SweepReport report;
  private final List<Path> written = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private Instant figuresAt;
  private Instant tablesAt = Instant.EPOCH;
  private Duration tablesTook = Duration.ZERO;

  /** For what is in the database, while no run is in progress. */
  public Reporting(
      Sweep sweep, CellRecords records, RunTable runs, Home home, ImageLibrary images) {
    this(
        sweep,
        records,
        runs,
        home,
        images,
        new StopSignal(),
        new ResumableFailure(home),
        Optional.empty());
  }

  /**
   * For a run in progress.
   *
   * @param stop asked between two files, and raised if none can be written any more
   * @param engines of the devices that the run trains on
   */
  public Reporting(
      Sweep sweep,
      CellRecords records,
      RunTable runs,
      Home home,
      ImageLibrary images,
      StopSignal stop,
      ResumableFailure resumableFailure,
      Optional<List<Engine>> engines) {
    this.sweep = sweep;
    this.directory = home.sweep(sweep.name());
    this.records = records;
    this.runs = runs;
    this.images = images;
    this.stop = stop;
    this.resumableFailure = resumableFailure;
    this.devices = engines.map(TrainingDevices::of);
    this.report = new SweepReport(stop::raised);
    this.figuresAt = clock.instant();
  }

  /**
   * Called when a run begins. Files of another form of the sweep are replaced: a manifest beside
   * tables of other cells and evaluations could not describe them.
   */
  public synchronized void begins() {
    try {
      if (!SweepReport.isOf(directory, sweep)) {
        report.writeManifest(directory, sweep, records.outcomes(sweep), facts());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The files of the sweep could not be written", e);
    }
  }

  /**
   * A cell has results: the tables grow by its rows. In a sweep of thousands of cells they take
   * long enough to be left out now and then; the report at the end has everything.
   */
  public synchronized void cellFinished() {
    Instant now = clock.instant();
    if (Duration.between(tablesAt, now).compareTo(tablesTook.multipliedBy(TABLES_SHARE)) < 0) {
      return;
    }
    try {
      Files.createDirectories(directory);
      if (Duration.between(figuresAt, now).compareTo(BETWEEN_FIGURES) >= 0) {
        report.write(directory, sweep, records.outcomes(sweep), facts(), false);
        figuresAt = clock.instant();
      } else {
        report.writeTables(directory, sweep, records.outcomes(sweep));
      }
    } catch (IOException | RuntimeException e) {
      // Everything is in the database; the report at the end tries again and says so if it fails.
      LOG.warn("The tables could not be written", e);
      resumableFailure.in(e).ifPresent(stop::raise);
    }
    tablesAt = clock.instant();
    tablesTook = Duration.between(now, tablesAt);
  }

  private boolean drawsCurves() {
    return sweep.cells().size() <= MOST_CURVE_FIGURES;
  }

  /** Writes everything. */
  public synchronized void writeAll() throws IOException {
    Files.createDirectories(directory);
    SweepReport.Written result =
        report.write(directory, sweep, records.outcomes(sweep), facts(), drawsCurves());
    written.clear();
    written.addAll(result.files());
    messages.clear();
    messages.addAll(result.messages());
  }

  /** Draws every figure for a column of a paper; those for a screen stay as they are. */
  public synchronized SweepReport.Written writePaper(PaperStyle style) throws IOException {
    return paper().write(style, drawsCurves());
  }

  /** Draws one figure of axes that a user chose for a column of a paper. */
  public SweepReport.Written writePaper(PaperStyle style, FigureChoice choice) throws IOException {
    return paper().write(style, choice);
  }

  private PaperReport paper() {
    Build build = Build.read();
    return new PaperReport(
        directory,
        Grid.of(sweep, records.outcomes(sweep)),
        new RunFacts.Program(build.version(), build.commit()),
        stop::raised);
  }

  /** Packs what {@link #writeAll} wrote into one archive, with figures for papers if there are. */
  public synchronized void bundle() throws IOException {
    written.addAll(paper().rewrite(drawsCurves()));
    written.add(SweepReport.bundle(directory, sweep, written, facts()));
  }

  /** Writes one figure of axes that a user chose. */
  public SweepReport.Written writeFigure(FigureChoice choice) throws IOException {
    return report.writeFigure(directory, sweep, records.outcomes(sweep), choice);
  }

  /**
   * Writes the parameters of finished cells.
   *
   * @return what is damaged and was left out
   */
  public synchronized List<String> export() throws IOException {
    List<String> damaged = new ArrayList<>();
    for (Cell cell : sweep.cells()) {
      try {
        export(directory.resolve("parameters"), cell);
      } catch (CheckpointException e) {
        LOG.error("The parameters of {} were not exported: {}", cell.key(), e.getMessage());
        damaged.add(
            "The final parameters of " + cell.key() + " are damaged and were not exported.");
      }
    }
    return damaged;
  }

  private void export(Path folder, Cell cell) throws IOException {
    TrainingState parameters = records.finalParameters(cell).orElse(null);
    if (parameters != null) {
      Files.createDirectories(folder);
      written.add(
          NpzFile.write(
              folder.resolve(cell.key() + ".npz"),
              cell.hash(),
              cell.model().parameters(),
              parameters.parameters()));
    }
  }

  /** The files of the last complete report. */
  public synchronized List<Path> written() {
    return List.copyOf(written);
  }

  /** What a user should know of it, such as why there are no figures. */
  public synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  private RunFacts facts() {
    Build build = Build.read();
    Optional<RunTable.Row> last = runs.of(sweep.name()).stream().findFirst();
    String description = last.map(RunTable.Row::description).orElse("");
    int workers = last.map(RunTable.Row::workers).orElse(0);
    return new RunFacts(
        new RunFacts.Program(build.version(), build.commit()),
        new RunFacts.Host(
            Machine.jdk(),
            Machine.operatingSystem(),
            Machine.processor(),
            devices.orElseGet(() -> TrainingDevices.in(description))),
        new RunFacts.Execution(
            last.map(RunTable.Row::engine).orElse(sweep.execution().engine()),
            description,
            workers,
            Workers.cores(sweep) / Math.max(1, Math.min(workers, Workers.cores(sweep)))),
        last.map(run -> run.startedAt().toString()).orElse(""),
        last.flatMap(RunTable.Row::endedAt).orElseGet(clock::instant).toString(),
        imageSets());
  }

  /** A folder's content is what the cells are known by, whatever is there now. */
  private static Map<String, String> sha256(ImageSpec images, Map<String, String> files) {
    Map<String, String> all = new HashMap<>(files);
    if (!images.content().isEmpty()) {
      all.put("folder", images.content());
    }
    return all;
  }

  private List<RunFacts.ImageSetFacts> imageSets() {
    List<RunFacts.ImageSetFacts> facts = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (SetSpec spec : GeneratedSets.of(sweep, sweep.cells())) {
      String name = spec.images().set() + " " + spec.split();
      if (known.contains(name)) {
        continue;
      }
      known.add(name);
      try {
        ImageSet set = images.load(spec.images(), spec.split());
        facts.add(
            new RunFacts.ImageSetFacts(
                name,
                spec.images().set(),
                sha256(spec.images(), Map.of("images and labels", set.sha256())),
                set.verification() == Verification.VERIFIED));
      } catch (ImageSetException notHere) {
        LOG.info("The manifest says little of {}: {}", name, notHere.getMessage());
        if (!spec.images().content().isEmpty()) {
          facts.add(
              new RunFacts.ImageSetFacts(
                  name, spec.images().set(), sha256(spec.images(), Map.of()), false));
        }
      }
    }
    return facts;
  }
}
