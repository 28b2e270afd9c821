package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.EmittedFile;
import org.gpicl.sweep.EvaluationSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the best cells of a sweep. */
@Command(
    name = "best",
    description =
        "Shows the best cells of a sweep with their settings; writes a sweep file of them.",
    mixinStandardHelpOptions = true)
public final class BestCommand implements Callable<Integer> {
  private static final int TOP = 5;

  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--by",
      paramLabel = "VALUE",
      defaultValue = EvaluationSet.UNSEEN,
      description =
          "Best by this: train, seen, unseen, unseen:SET or loss (default: ${DEFAULT-VALUE}).")
  private String by;

  @Option(
      names = "--per",
      paramLabel = "AXIS",
      defaultValue = "",
      description =
          "The best one within each value of this axis: tasks, hidden, model, or a key that the sweep varies.")
  private String per;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many (default: 5, with --per 1 within each value).")
  private Integer top;

  @Option(
      names = "--least",
      description = "The least value is the best, as it is with --by loss anyway.")
  private boolean least;

  @Option(
      names = "--where",
      paramLabel = "AXIS=VALUE",
      description =
          "Only cells with this value, or one of several: tasks=64,4096; may be repeated.")
  private List<String> where;

  @Option(
      names = "--emit",
      paramLabel = "FILE",
      description = "Also writes a sweep file of these cells with all their seeds.")
  private Path emit;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the sweep in that file (default: NAME-best).")
  private String newName;

  @Option(names = "--force", description = "Replaces the file if it exists.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (top != null && top < 1) {
      throw new UsageException("--top " + top + ": at least 1 is shown");
    }
    if (emit == null && (newName != null || force)) {
      throw new UsageException("--name and --force are about the file that --emit FILE writes");
    }
    int count = top != null ? top : per.isEmpty() ? TOP : 1;
    BestChoice choice =
        new BestChoice(by, per, count, least, Objects.requireNonNullElse(where, List.of()));
    EmittedFile file =
        new EmittedFile(
            OutputFile.of("--emit", emit).map(Path::toString).orElse(""),
            Objects.requireNonNullElse(newName, ""),
            force);
    return HomeOptions.print(homeOptions.control().best(name, choice, file));
  }
}
