package org.gpicl.cli.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.Consent;
import org.gpicl.cli.terminal.FullDisk;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.job.recovery.DiskFull;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.sweep.type.QuantityTypes;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.DeletionMode;
import org.gpicl.web.control.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Frees what no sweep needs. */
@Command(
    name = "gc",
    description =
        "Frees what no stored sweep needs: shards, cells, archived results, leftovers of kills.",
    mixinStandardHelpOptions = true)
public final class GcCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Only what was not written for so long: 12h, 30d.")
  private String olderThan;

  @Option(
      names = "--to",
      paramLabel = "SIZE",
      description =
          "Only until the home takes no more than this, such as 5GB, the oldest first; also shards that are made again.")
  private String to;

  @Option(names = "--dry-run", description = "Says what would be freed, and frees nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    HomeBounds bounds = bounds();
    try {
      return call(bounds, deed -> ask(home, bounds, deed));
    } catch (RuntimeException e) {
      if (!new DiskFull(home).in(e)) {
        throw e;
      }
      System.err.println(
          "The disk is full, and the database cannot be opened. Without it nobody can tell which shards are needed; all of them can be made again.");
      FullDisk full = new FullDisk(home, System.out, System.err);
      return call(bounds, deed -> full.free(bounds, deed));
    }
  }

  private interface Clearing {
    int exit(DeletionMode deed) throws Exception;
  }

  private int call(HomeBounds bounds, Clearing clearing) throws Exception {
    if (yes && !dryRun) {
      return clearing.exit(DeletionMode.LOOK_AND_DO);
    }
    int look = clearing.exit(DeletionMode.LOOK);
    if (look != ExitCode.ASK) {
      return look;
    }
    return dryRun
        ? ExitCode.DONE
        : Consent.atTerminal().ask("Free it?", () -> clearing.exit(DeletionMode.DO));
  }

  private static int ask(Home home, HomeBounds bounds, DeletionMode deed) throws Exception {
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request("gc", "", bounds, deed),
            control -> control.free(bounds, deed));
  }

  private HomeBounds bounds() {
    Duration age =
        olderThan == null
            ? Duration.ZERO
            : QuantityTypes.parseAge(olderThan)
                .orElseThrow(() -> wrong("--older-than", olderThan, "an age such as 12h or 30d"));
    long bytes =
        to == null
            ? HomeBounds.ANY_SIZE
            : QuantityTypes.parseBytes(to)
                .orElseThrow(() -> wrong("--to", to, "a size such as 5GB or 512MiB"));
    return new HomeBounds(age, bytes);
  }

  private RuntimeException wrong(String option, String value, String takes) {
    return new CommandLine.ParameterException(
        spec.commandLine(), "%s takes %s, not %s".formatted(option, takes, value));
  }
}
