package org.gpicl.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.Engine;
import org.gpicl.engine.TrainingState;
import org.gpicl.report.NpzFile;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SweepReport;
import org.gpicl.store.CellLedger;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.ImageLibrary;
import org.gpicl.tasks.ImageSet;
import org.gpicl.tasks.ImageSetException;
import org.gpicl.tasks.SetSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a sweep's files: tables after every cell, figures now and then, everything at the end. */
public final class Reporting {
  private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(20);
  private static final int MOST_CURVE_FIGURES = 200;

  private final Sweep sweep;
  private final CellLedger ledger;
  private final Home home;
  private final ImageLibrary images;
  private final String engine;
  private final String engineDescription;
  private final int workers;
  private final boolean export;
  private final Clock clock;
  private final Instant started;
  private final SweepReport report = new SweepReport();
  private final List<Path> written = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private Instant figuresAt;

  private Reporting(
      Sweep sweep,
      CellLedger ledger,
      Home home,
      ImageLibrary images,
      String engine,
      String engineDescription,
      int workers,
      boolean export,
      Clock clock) {
    this.sweep = sweep;
    this.ledger = ledger;
    this.home = home;
    this.images = images;
    this.engine = engine;
    this.engineDescription = engineDescription;
    this.workers = workers;
    this.export = export;
    this.clock = clock;
    this.started = clock.instant();
    this.figuresAt = started;
  }

  /** For a run in progress. */
  static Reporting during(
      Sweep sweep,
      CellLedger ledger,
      Home home,
      ImageLibrary images,
      Engine engine,
      int workers,
      Clock clock) {
    return new Reporting(
        sweep,
        ledger,
        home,
        images,
        engine.name(),
        engine.description() + "; " + Machine.kernels(),
        workers,
        false,
        clock);
  }

  /** For a report on its own, of whatever is in the database. */
  public static Reporting of(
      Sweep sweep, CellLedger ledger, Home home, ImageLibrary images, boolean export) {
    return new Reporting(sweep, ledger, home, images, "", "", 0, export, Clock.systemUTC());
  }

  /** A cell has results: the tables grow by its rows. */
  synchronized void cellFinished() {
    try {
      Path directory = home.sweep(sweep.name());
      Files.createDirectories(directory);
      if (Duration.between(figuresAt, clock.instant()).compareTo(BETWEEN_FIGURES) >= 0) {
        report.write(directory, sweep, ledger.outcomes(sweep), facts(), false);
        figuresAt = clock.instant();
      } else {
        report.writeTables(directory, sweep, ledger.outcomes(sweep));
      }
    } catch (IOException e) {
      // Everything is in the database; the report at the end tries again and says so if it fails.
      LOG.warn("The tables could not be written", e);
    }
  }

  /** Writes everything. */
  public synchronized void writeAll() throws IOException {
    Path directory = home.sweep(sweep.name());
    Files.createDirectories(directory);
    SweepReport.Written result =
        report.write(
            directory,
            sweep,
            ledger.outcomes(sweep),
            facts(),
            sweep.cells().size() <= MOST_CURVE_FIGURES);
    written.clear();
    written.addAll(result.files());
    messages.clear();
    messages.addAll(result.messages());
    if (export) {
      for (Cell cell : sweep.cells()) {
        export(directory.resolve("parameters"), cell);
      }
    }
  }

  private void export(Path directory, Cell cell) throws IOException {
    TrainingState parameters = ledger.finalParameters(cell).orElse(null);
    if (parameters != null) {
      Files.createDirectories(directory);
      written.add(
          NpzFile.write(
              directory.resolve(cell.key() + ".npz"),
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
    return new RunFacts(
        build.version(),
        build.commit(),
        Machine.jdk(),
        Machine.operatingSystem(),
        Machine.processor(),
        "",
        engine,
        engineDescription,
        workers,
        1,
        started.toString(),
        clock.instant().toString(),
        imageSets());
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
                Map.of("images and labels", set.sha256()),
                set.verification() == org.gpicl.tasks.Verification.VERIFIED));
      } catch (ImageSetException notHere) {
        LOG.info("The manifest says nothing of {}: {}", name, notHere.getMessage());
      }
    }
    return facts;
  }
}
