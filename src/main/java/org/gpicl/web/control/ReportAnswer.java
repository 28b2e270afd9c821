package org.gpicl.web.control;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.gpicl.home.Home;
import org.gpicl.job.export.ExampleExport;
import org.gpicl.job.export.ModelExport;
import org.gpicl.job.recovery.RebuildSweep;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.tracking.TrackerException;
import org.gpicl.job.tracking.Tracking;
import org.gpicl.report.BestCells;
import org.gpicl.report.BestFile;
import org.gpicl.report.SweepReport;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.report.export.Exported;
import org.gpicl.report.export.ModelChoice;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.EmittedFile;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.store.RunTable;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.checkpoint.CheckpointException;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.source.ImageSetException;
import org.springframework.beans.factory.annotation.Value;

/** Writes the results of a sweep, and restores them from what was written. */
final class ReportAnswer {
  private static final int MOST_LISTED = 20;

  private final CellRecords records;
  private final SweepResults results;
  private final RunTable runs;
  private final RebuildSweep rebuild;
  private final CurrentRun current;
  private final Home home;
  private final ImageLibrary images;
  private final Tracking tracking;
  private final boolean ownDatabase;

  ReportAnswer(
      CellRecords records,
      SweepResults results,
      RunTable runs,
      RebuildSweep rebuild,
      CurrentRun current,
      Home home,
      ImageLibrary images,
      Tracking tracking,
      @Value("${spring.datasource.url}") String url) {
    this.records = records;
    this.results = results;
    this.runs = runs;
    this.rebuild = rebuild;
    this.current = current;
    this.home = home;
    this.images = images;
    this.tracking = tracking;
    this.ownDatabase = H2File.of(home.database()).isAt(url);
  }

  Answer of(Sweep sweep, boolean export) {
    return report(sweep, export ? Reporting::export : reporting -> List.of());
  }

  /** Packs the report into one archive, too. */
  Answer bundle(Sweep sweep) {
    return report(
        sweep,
        reporting -> {
          reporting.bundle();
          return List.of();
        });
  }

  /** What is written after a report; returns what is damaged and was left out. */
  private interface More {
    List<String> write(Reporting reporting) throws IOException;
  }

  private Answer report(Sweep sweep, More more) {
    Reporting reporting = reporting(sweep);
    List<String> damaged;
    try {
      reporting.writeAll();
      damaged = more.write(reporting);
    } catch (IOException | CancellationException e) {
      return new Answer(ExitCode.FAILED, "the report could not be written: " + e.getMessage());
    }
    List<String> lines = new ArrayList<>();
    lines.add(results.of(sweep));
    lines.addAll(SweepReport.listing(reporting.written()));
    lines.addAll(reporting.messages());
    lines.addAll(damaged);
    return new Answer(
        damaged.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
        String.join(System.lineSeparator(), lines));
  }

  private Reporting reporting(Sweep sweep) {
    return current
        .of(sweep.name())
        .flatMap(RunningSweep::reporting)
        .orElseGet(() -> new Reporting(sweep, records, runs, home, images));
  }

  /** Draws one figure. */
  Answer figure(Sweep sweep, FigureChoice choice) {
    return figures(() -> reporting(sweep).writeFigure(choice));
  }

  /** Draws every figure for a paper. */
  Answer paper(Sweep sweep, PaperStyle style) {
    return figures(() -> reporting(sweep).writePaper(style));
  }

  /** Draws one figure for a paper. */
  Answer paper(Sweep sweep, FigureChoice choice, PaperStyle style) {
    return figures(() -> reporting(sweep).writePaper(style, choice));
  }

  private interface Figures {
    SweepReport.Written write() throws IOException;
  }

  private static Answer figures(Figures figures) {
    try {
      SweepReport.Written written = figures.write();
      List<String> lines = new ArrayList<>(SweepReport.listing(written.files()));
      lines.addAll(written.messages());
      return new Answer(
          written.files().isEmpty() ? ExitCode.FAILED : ExitCode.DONE,
          String.join(System.lineSeparator(), lines));
    } catch (IOException | CancellationException e) {
      return new Answer(ExitCode.FAILED, "the figure could not be written: " + e.getMessage());
    }
  }

  /** Shows the best cells, and writes a sweep file of them if one is wanted. */
  Answer best(Sweep sweep, BestChoice choice, EmittedFile file) {
    BestCells best = new BestCells(sweep, records.outcomes(sweep), choice);
    String text = best.text().stripTrailing();
    try {
      return new Answer(
          ExitCode.DONE,
          file.path().isEmpty()
              ? text
              : text + "%n%n".formatted() + BestFile.write(sweep, best.cells(), file));
    } catch (FileAlreadyExistsException e) {
      return new Answer(ExitCode.REFUSED, e.getFile() + " exists; " + e.getReason());
    } catch (IOException e) {
      return new Answer(ExitCode.FAILED, "the sweep file could not be written: " + e.getMessage());
    }
  }

  /** Exports trained models. */
  Answer models(Sweep sweep, ModelChoice choice) {
    Path folder = home.sweep(sweep.name()).resolve("models");
    return exported(() -> new ModelExport(sweep, records, folder).write(choice));
  }

  /** Exports the examples of an evaluation. */
  Answer examples(Sweep sweep, ExampleChoice choice) {
    Path folder = home.sweep(sweep.name()).resolve("examples");
    return exported(
        () -> new ExampleExport(sweep, records, images, home.shards(), folder).write(choice));
  }

  private interface Export {
    Exported write() throws IOException;
  }

  private static Answer exported(Export export) {
    try {
      Exported exported = export.write();
      List<String> lines = new ArrayList<>(listed(exported.files()));
      lines.addAll(exported.remarks());
      return new Answer(
          exported.complete() ? ExitCode.DONE : ExitCode.FAILED,
          String.join(System.lineSeparator(), lines));
    } catch (ChoiceException | ImageSetException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    } catch (CheckpointException e) {
      return new Answer(ExitCode.FAILED, e.getMessage());
    } catch (AccessDeniedException | NoSuchFileException e) {
      Path folder = Path.of(e.getFile()).getParent();
      return new Answer(
          ExitCode.USAGE,
          "nothing can be written in %s; choose another place with --out".formatted(folder));
    } catch (IOException e) {
      return new Answer(ExitCode.FAILED, "the export could not be written: " + e.getMessage());
    }
  }

  private static List<String> listed(List<Path> files) {
    return files.size() > MOST_LISTED
        ? List.of("        %d files in %s".formatted(files.size(), files.get(0).getParent()))
        : files.stream().map(file -> "        " + file).toList();
  }

  /** Sends a sweep to its trackers. */
  Answer tracked(Sweep sweep) {
    return tracked(() -> tracking.send(sweep));
  }

  /** Writes a sweep into a folder of TensorBoard. */
  Answer tensorboard(Sweep sweep, Path folder) {
    return tracked(() -> tracking.send(sweep, folder));
  }

  private interface Sending {
    List<String> send() throws IOException;
  }

  private static Answer tracked(Sending sending) {
    try {
      List<String> sent = sending.send();
      return sent.isEmpty()
          ? new Answer(
              ExitCode.USAGE,
              "the sweep has no tracker: name one in its file (tracking.mlflow, tracking.tensorboard), or for all sweeps as gpicl.mlflow.uri in config/application.yml or GPICL_MLFLOW_URI=http://HOST:5000, where the process that owns this home is started")
          : new Answer(ExitCode.DONE, String.join(System.lineSeparator(), sent));
    } catch (TrackerException | IOException e) {
      return new Answer(ExitCode.FAILED, e.getMessage());
    }
  }

  /**
   * @param sweep looked up once the database knows it again
   */
  Answer rebuilt(String name, Supplier<Sweep> sweep, boolean export) {
    RebuildSweep.Rebuilt rebuilt = rebuild.rebuild(name);
    if (ownDatabase) {
      new DatabaseBackup(home, Clock.systemUTC(), System.err).changes();
    }
    String lines = String.join(System.lineSeparator(), rebuilt.lines());
    if (!rebuilt.complete()) {
      return new Answer(ExitCode.FAILED, lines);
    }
    Answer report = of(sweep.get(), export);
    return new Answer(report.exit(), lines + System.lineSeparator() + report.text());
  }
}
