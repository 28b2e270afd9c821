package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.web.control.HomeControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a running sweep, or one of its cells, to stop. */
@Command(
    name = "stop",
    description = "Stops a running sweep after its next checkpoint; `resume` resumes it.",
    mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Option(
      names = "--cell",
      paramLabel = "KEY",
      description = "Stops this cell alone; the others continue.")
  private String cell;

  @Mixin private HomeOptions homeOptions;

  @Override
  public Integer call() throws Exception {
    HomeControl control = homeOptions.control();
    return HomeOptions.print(cell == null ? control.stop(name) : control.stopCell(name, cell));
  }
}
