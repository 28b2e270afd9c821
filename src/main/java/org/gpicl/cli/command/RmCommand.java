package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.Consent;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.DeletionMode;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.UnknownSweepException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a sweep. */
@Command(
    name = "rm",
    description =
        "Removes a sweep: its results, their archive, and the cells that no other sweep has.",
    mixinStandardHelpOptions = true)
public final class RmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    if (!SweepFile.isName(name)) {
      throw new UnknownSweepException(name, home);
    }
    if (yes) {
      return ask(home, DeletionMode.LOOK_AND_DO);
    }
    int look = ask(home, DeletionMode.LOOK);
    return look == ExitCode.ASK
        ? Consent.atTerminal().ask("Remove it?", () -> ask(home, DeletionMode.DO))
        : look;
  }

  private int ask(Home home, DeletionMode deed) throws Exception {
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request("rm", name, HomeBounds.ALL, deed),
            control -> control.remove(name, deed));
  }
}
