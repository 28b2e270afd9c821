package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.web.control.HomeControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rewrites CSV files and figures. */
@Command(
    name = "report",
    description = "Writes a sweep's CSV files and figures from the database; also mid-sweep.",
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

  @Override
  public Integer call() throws Exception {
    HomeControl control = homeOptions.control();
    return HomeOptions.print(
        rebuild ? control.rebuild(name, export) : control.report(name, export));
  }
}
