package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.web.control.ControlEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a running sweep to stop. */
@Command(
    name = "stop",
    description = "Stops a running sweep after a checkpoint; `resume` goes on with it.",
    mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(new ControlEndpoint.Request("stop", name, false), control -> control.stop(name));
  }
}
