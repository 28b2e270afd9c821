package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a running sweep to stop. */
@Command(
    name = "stop",
    description = "Stops a running sweep after its next checkpoint; `resume` resumes it.",
    mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Override
  public Integer call() throws Exception {
    return HomeOptions.print(homeOptions.control().stop(name));
  }
}
