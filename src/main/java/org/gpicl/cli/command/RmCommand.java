package org.gpicl.cli.command;

import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.Consent;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.DeletionMode;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.SweepNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a sweep. */
@Command(
    name = "rm",
    description =
        "Removes a sweep: its results, their archive, and the cells that belong to no other sweep.",
    mixinStandardHelpOptions = true)
public final class RmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;

  @Option(names = "--yes", description = "Does not ask for confirmation.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    if (!SweepFile.isName(name)) {
      throw new SweepNotFoundException(name, homeOptions.home());
    }
    if (yes) {
      return remove(DeletionMode.LOOK_AND_DO);
    }
    int look = remove(DeletionMode.LOOK);
    return look == ExitCode.ASK
        ? Consent.atTerminal().ask("Remove it?", () -> remove(DeletionMode.DO))
        : look;
  }

  private int remove(DeletionMode mode) throws Exception {
    return HomeOptions.print(homeOptions.control().remove(name, mode));
  }
}
