package org.gpicl.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.report.export.ExportFormat;
import org.gpicl.report.export.ModelChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports trained models. */
@Command(
    name = "export",
    description = "Writes trained models as files that PyTorch, ONNX Runtime or NumPy load.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--cells",
      paramLabel = "PATTERN",
      description =
          "Only cells whose keys match, such as transformer-*-s0 (default: all that are done); may be repeated.")
  private List<String> cells;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "safetensors",
      description =
          "safetensors (PyTorch's names and layout), onnx or npz (default: ${DEFAULT-VALUE}).")
  private ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: models in the sweep's folder).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (out != null && out.toString().isEmpty()) {
      throw new UsageException("--out is empty; name a folder, such as --out .");
    }
    if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
      throw new UsageException("--out %s is a file; name a folder".formatted(out));
    }
    ModelChoice choice =
        new ModelChoice(
            Objects.requireNonNullElse(cells, List.of()),
            format,
            out == null ? "" : OutputFile.absolute(out));
    return HomeOptions.print(homeOptions.control().export(name, choice));
  }
}
