package org.gpicl.cli.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.Consent;
import org.gpicl.cli.terminal.FullDisk;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.job.recovery.DiskFull;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.sweep.type.QuantityTypes;
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
        "Frees what no stored sweep needs: shards, cells, archived results, old orders, leftovers of killed processes.",
    mixinStandardHelpOptions = true)
public final class GcCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Only what has not been written for this long: 12h, 30d.")
  private String olderThan;

  @Option(
      names = "--to",
      paramLabel = "SIZE",
      description =
          "Only until the home takes no more than this, such as 5GB, the oldest first; includes shards that can be generated again.")
  private String to;

  @Option(names = "--dry-run", description = "Shows what would be freed, and frees nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask for confirmation.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    HomeBounds bounds = bounds();
    try {
      return call(bounds, mode -> HomeOptions.print(homeOptions.control().free(bounds, mode)));
    } catch (RuntimeException e) {
      if (!new DiskFull(home).in(e)) {
        throw e;
      }
      System.err.println(
          "The disk is full, and the database cannot be opened. Without it, it is unknown which shards are needed; all of them can be generated again.");
      FullDisk full = new FullDisk(home, System.out, System.err);
      return call(bounds, mode -> full.free(bounds, mode));
    }
  }

  private interface Clearing {
    int exit(DeletionMode mode) throws Exception;
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
