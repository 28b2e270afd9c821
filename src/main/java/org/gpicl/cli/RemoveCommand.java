package org.gpicl.cli;

import java.util.concurrent.Callable;
import org.gpicl.job.Home;
import org.gpicl.job.HomeBounds;
import org.gpicl.sweep.SweepFile;
import org.gpicl.web.ControlEndpoint;
import org.gpicl.web.Deed;
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
final class RemoveCommand implements Callable<Integer> {
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
      return ask(home, Deed.LOOK_AND_DO);
    }
    int look = ask(home, Deed.LOOK);
    return look == ExitCode.ASK
        ? Consent.atTerminal().ask("Remove it?", () -> ask(home, Deed.DO))
        : look;
  }

  private int ask(Home home, Deed deed) throws Exception {
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request("rm", name, HomeBounds.ALL, deed),
            control -> control.remove(name, deed));
  }
}
