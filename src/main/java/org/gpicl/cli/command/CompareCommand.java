package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.report.medium.PaperStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two sweeps. */
@Command(
    name = "compare",
    description = "Shows how the results of two sweeps differ: table, CSV file and figure.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "A sweep's name.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "Another's; what is shown is B - A.")
  private String second;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: comparisons/A-vs-B in the home).")
  private Path out;

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      description =
          "Draws the figure for a paper instead: paper (a column, 84 mm) or paper-wide (both columns, 174 mm). As PDF with a caption, in the subfolder paper.")
  private String style;

  @Override
  public Integer call() throws Exception {
    String directory = out == null ? "" : OutputFile.absolute(out);
    if (style != null) {
      PaperStyle paper = ReportCommand.paper(style);
      return HomeOptions.print(
          homeOptions.control().paperComparison(first, second, directory, paper));
    }
    return HomeOptions.print(homeOptions.control().compare(first, second, directory));
  }
}
