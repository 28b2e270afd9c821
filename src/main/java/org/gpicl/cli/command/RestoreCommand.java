package org.gpicl.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.HomeSettings;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.Restore;
import org.gpicl.home.Home;
import org.gpicl.home.OwnerLock;
import org.gpicl.home.settings.Secrets;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.remote.HomeInUse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces the database with a backup. */
@Command(
    name = "restore",
    description = "Replaces the database with a backup, and keeps the previous file beside it.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      description = "A backup, by its path or its name (default: the newest complete one).")
  private Path backup;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    Optional<String> server = HomeSettings.server(home);
    if (server.isPresent()) {
      System.err.printf(
          "The database is %s, not a file in %s: its own tools restore it.%n",
          Secrets.hiddenIn(server.get()), home.root());
      return ExitCode.USAGE;
    }
    Optional<OwnerLock> lock = OwnerLock.take(home);
    if (lock.isEmpty()) {
      System.err.println(HomeInUse.message(home, "."));
      return ExitCode.REFUSED;
    }
    try (OwnerLock owned = lock.get()) {
      int exit = new Restore(home, Clock.systemUTC(), System.out, System.err).from(backup);
      if (exit == ExitCode.DONE) {
        owned.keep();
      }
      return exit;
    }
  }
}
