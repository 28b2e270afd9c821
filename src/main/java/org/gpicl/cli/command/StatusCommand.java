package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.web.control.ControlEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says how sweeps stand. */
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
    Home home = homeOptions.home();
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(new ControlEndpoint.Request("status", name, false), control -> control.status(name));
  }
}
