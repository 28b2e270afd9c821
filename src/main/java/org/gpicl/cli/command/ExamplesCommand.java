package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.sweep.EvaluationSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the examples of an evaluation. */
@Command(
    name = "examples",
    description =
        "Writes the examples that a cell was evaluated on, and its predictions, as a NumPy .npz.",
    mixinStandardHelpOptions = true)
public final class ExamplesCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "CELL",
      description = "The cell's key, such as transformer-n4096-h64-s0.")
  private String cell;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--of",
      paramLabel = "EVALUATION",
      defaultValue = EvaluationSet.UNSEEN,
      description = "seen, unseen or unseen:SET (default: ${DEFAULT-VALUE}).")
  private String evaluation;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Only examples of the first N tasks (default: of all).")
  private Long tasks;

  @Option(
      names = "--matrices",
      description =
          "Adds what the examples were made of: pixels, the tasks' matrices and permutations.")
  private boolean matrices;

  @Option(
      names = "--predictions",
      description = "Adds the cell's logits and predictions, computed by engine vector.")
  private boolean predictions;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, .npz (default: in examples in the sweep's folder).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (tasks != null && tasks < 1) {
      throw new UsageException("--tasks " + tasks + ": at least 1 task has examples");
    }
    if (out != null && !out.toString().endsWith(".npz")) {
      throw new UsageException(
          "--out %s: the file is a NumPy archive; choose a name that ends with .npz"
              .formatted(out));
    }
    ExampleChoice choice =
        new ExampleChoice(
            cell,
            evaluation,
            tasks == null ? 0 : tasks,
            matrices,
            predictions,
            OutputFile.of("--out", out).map(Path::toString).orElse(""));
    return HomeOptions.print(homeOptions.control().examples(name, choice));
  }
}
