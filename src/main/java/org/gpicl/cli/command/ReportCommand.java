package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.web.control.ControlEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes CSV files and figures anew. */
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
          "First takes results that the database lacks from the CSV files and the manifest.")
  private boolean rebuild;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request(rebuild ? "rebuild" : "report", name, export),
            control -> rebuild ? control.rebuild(name, export) : control.report(name, export));
  }
}
