package org.gpicl.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rewrites CSV files and figures, or draws one figure of chosen axes. */
@Command(
    name = "report",
    description =
        "Writes a sweep's CSV files and figures from the database; also mid-sweep. With --x and other options of a figure, writes that figure alone.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--export",
      description = "Also writes the parameters of finished cells as NumPy .npz files.")
  private boolean export;

  @Option(
      names = "--rebuild",
      description =
          "First restores results that the database lacks from the CSV files and the manifest.")
  private boolean rebuild;

  @Option(
      names = "--bundle",
      description =
          "Also packs files, figures and the sweep file into one archive, with a README on how to compute them again.")
  private boolean bundle;

  @Option(
      names = "--track",
      description =
          "Then sends the sweep to the trackers in its file, or to the MLflow server that is configured.")
  private boolean track;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Then writes the sweep as event files of TensorBoard, one folder per cell.")
  private Path tensorboard;

  @Option(
      names = "--x",
      paramLabel = "AXIS",
      description =
          "Draws one figure over this axis: tasks, hidden, seed, model, or a key that the sweep varies, such as transformer.learningRate.")
  private String x;

  @Option(
      names = "--y",
      paramLabel = "AXIS",
      description = "With --x: a heatmap, with this axis upwards; without it, lines.")
  private String y;

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description =
          "What the figure shows: train, seen, unseen, unseen:SET or loss (default: unseen).")
  private String value;

  @Option(
      names = "--panel",
      paramLabel = "AXIS",
      split = ",",
      description = "An axis whose values have a panel or a line each; may be repeated.")
  private List<String> panels;

  @Option(
      names = "--where",
      paramLabel = "AXIS=VALUE",
      description =
          "Only cells with this value, or one of several: tasks=64,4096; may be repeated.")
  private List<String> where;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The figure's file, .png, .svg or .pdf (default: the first two, in the sweep's folder).")
  private Path out;

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      description =
          "Draws the figures for a paper instead: paper (a column, 84 mm) or paper-wide (both columns, 174 mm). As PDF with captions, in the subfolder paper.")
  private String style;

  @Override
  public Integer call() throws Exception {
    boolean figure = Stream.of(x, y, value, panels, where, out).anyMatch(option -> option != null);
    if (figure && (export || rebuild || bundle || track || tensorboard != null)) {
      throw new UsageException(
          "--export, --rebuild, --bundle, --track and --tensorboard belong to the whole report, and --x, --y, --value, --panel, --where and --out to one figure; write them with two commands.");
    }
    if (style != null && (export || rebuild || bundle || track || tensorboard != null)) {
      throw new UsageException(
          "--style draws figures and nothing else; use --export, --rebuild, --bundle, --track and --tensorboard in a command of their own. --bundle packs the standard figures for papers, if they were drawn.");
    }
    Optional<PaperStyle> paper = Optional.ofNullable(style).map(ReportCommand::paper);
    HomeControl control = homeOptions.control();
    if (paper.isPresent()) {
      return HomeOptions.print(
          figure
              ? control.paperFigure(name, choice(), paper.get())
              : control.paper(name, paper.get()));
    }
    if (figure) {
      return HomeOptions.print(control.figure(name, choice()));
    }
    if (bundle && (export || rebuild)) {
      throw new UsageException(
          "--bundle packs a report without parameters; use it in a command of its own, after --export or --rebuild");
    }
    int exit = HomeOptions.print(written(control));
    if (track && exit == ExitCode.DONE) {
      exit = HomeOptions.print(control.track(name));
    }
    if (tensorboard != null && exit == ExitCode.DONE) {
      exit = HomeOptions.print(control.tensorboard(name, OutputFile.absolute(tensorboard)));
    }
    return exit;
  }

  static PaperStyle paper(String style) {
    return PaperStyle.named(style)
        .orElseThrow(
            () ->
                new UsageException(
                    "--style %s: there is no such style; choose paper (one column, 84 mm wide) or paper-wide (both columns, 174 mm)"
                        .formatted(style)));
  }

  private Answer written(HomeControl control) throws IOException {
    if (bundle) {
      return control.bundle(name);
    }
    return rebuild ? control.rebuild(name, export) : control.report(name, export);
  }

  private FigureChoice choice() {
    if (y != null && x == null) {
      throw new UsageException("--y needs --x, such as --x hidden --y " + y);
    }
    if (out != null && !out.toString().matches(".*\\.(png|svg|pdf)")) {
      throw new UsageException(
          "--out %s: a figure is written as .png, .svg or .pdf; choose a name that ends so"
              .formatted(out));
    }
    return new FigureChoice(
        Objects.requireNonNullElse(x, ""),
        Objects.requireNonNullElse(y, ""),
        Objects.requireNonNullElse(value, EvaluationSet.UNSEEN),
        Objects.requireNonNullElse(panels, List.of()),
        Objects.requireNonNullElse(where, List.of()),
        OutputFile.of("--out", out).map(Path::toString).orElse(""));
  }
}
