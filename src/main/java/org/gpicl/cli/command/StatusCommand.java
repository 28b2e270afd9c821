package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the state of sweeps. */
@Command(
    name = "status",
    description = "Shows the sweeps of a home, or every cell of one; also while it runs.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A sweep's name.")
  private String name = "";

  @Mixin private HomeOptions homeOptions;

  @Override
  public Integer call() throws Exception {
    return HomeOptions.print(homeOptions.control().status(name));
  }
}
