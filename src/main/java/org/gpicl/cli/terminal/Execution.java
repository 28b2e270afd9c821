package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.StopKeys;
import org.gpicl.cli.process.UsageException;
import org.gpicl.home.Home;
import org.gpicl.home.OwnerLock;
import org.gpicl.machine.NativeFolder;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.SweepTable;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.ControlConfiguration;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.remote.HomeInUse;
import org.springframework.context.ConfigurableApplicationContext;

/** A run in this process: takes the home, backs it up before and after, listens for a stop. */
public final class Execution {
  /** A `status` or `report` in another terminal holds a home for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final ImageLibrary images;
  private final RunOptions options;
  private final PrintStream out;
  private final PrintStream err;

  public Execution(
      Home home, ImageLibrary images, RunOptions options, PrintStream out, PrintStream err) {
    this.home = home;
    this.images = images;
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the sweep that {@code which} gives, once the database is open.
   *
   * @param order the same for a server that has come up meanwhile
   */
  public int run(Function<SweepTable, Sweep> which, AskServer.Order order) throws Exception {
    UsageException.throwIf(NativeFolder.ofThisProcess().problem());
    StopSignal stop = new StopSignal();
    try (StopKeys keys = new StopKeys(stop, err)) {
      Optional<OwnerLock> lock = OwnerLock.takePatiently(home, PATIENCE);
      if (lock.isEmpty()) {
        return byOwner(order);
      }
      try (OwnerLock owned = lock.get()) {
        if (options.detach()) {
          throw new UsageException(
              "--detach needs a server for %s: start `gpicl serve`, or leave --detach out"
                  .formatted(home.root()));
        }
        DatabaseBackup backup = new DatabaseBackup(home, Clock.systemUTC(), err);
        if (!backup.beforeARun(stop)) {
          err.println("Stopped before it began; the same command starts it.");
          return ExitCode.STOPPED;
        }
        int exit = inDatabase(which, owned, stop, keys, backup);
        if (exit != ExitCode.STOPPED && exit != ExitCode.REFUSED) {
          backup.afterARun(stop);
        }
        return exit;
      } catch (Exception e) {
        throw DamageReport.explained(home, e);
      }
    }
  }

  private int byOwner(AskServer.Order order) {
    Optional<AskServer> server = AskServer.of(home, out, err);
    if (server.isPresent()) {
      return server.get().order(order, options.detach());
    }
    err.println(HomeInUse.message(home, "; use another --home to run at the same time."));
    return ExitCode.REFUSED;
  }

  private int inDatabase(
      Function<SweepTable, Sweep> which,
      OwnerLock owned,
      StopSignal stop,
      StopKeys keys,
      DatabaseBackup backup)
      throws Exception {
    try (ConfigurableApplicationContext context =
        Application.open(home, images, ControlConfiguration.class, OneRun.class)) {
      boolean ours =
          H2File.of(home.database())
              .isAt(context.getEnvironment().getRequiredProperty("spring.datasource.url"));
      Runnable begun =
          () -> {
            owned.keep();
            keys.begun();
            if (ours) {
              backup.changes();
            }
          };
      return context.getBean(OneRun.class).run(which, options, owned, stop, begun, out, err);
    }
  }
}
