package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.StopKeys;
import org.gpicl.cli.process.UsageException;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.home.HomeInUse;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.report.SweepReport;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.ProgressLine;
import org.gpicl.web.control.SweepOperations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A run in this process: takes the home, shows progress, listens for a stop, says how it ended. */
public final class Execution {
  /** A `status` or `report` of another terminal holds a home for a moment. */
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

  /** Runs the sweep that {@code which} gives, once the database is open. */
  public int run(Function<ApplicationContext, Sweep> which) throws Exception {
    if (options.detach()) {
      throw new UsageException(
          "there is no server for %s that could run it while nobody waits: start `gpicl serve`, or leave --detach out"
              .formatted(home.root()));
    }
    StopSignal stop = new StopSignal();
    try (StopKeys keys = new StopKeys(stop, err)) {
      Optional<OwnerLock> lock = OwnerLock.takePatiently(home, PATIENCE);
      if (lock.isEmpty()) {
        err.println(HomeInUse.message(home, "; another --home runs beside it."));
        return ExitCode.REFUSED;
      }
      try (OwnerLock owned = lock.get()) {
        DatabaseBackup backup = new DatabaseBackup(home, Clock.systemUTC(), err);
        if (!backup.beforeARun(stop)) {
          err.println("Stopped before it began; the same command begins it.");
          return ExitCode.STOPPED;
        }
        int exit = inDatabase(which, owned, stop, keys, backup);
        if (exit != ExitCode.STOPPED) {
          backup.afterARun(stop);
        }
        return exit;
      } catch (Exception e) {
        throw DamageReport.told(home, e);
      }
    }
  }

  private int inDatabase(
      Function<ApplicationContext, Sweep> which,
      OwnerLock owned,
      StopSignal stop,
      StopKeys keys,
      DatabaseBackup backup)
      throws Exception {
    try (ConfigurableApplicationContext context = Application.open(home)) {
      boolean ours =
          H2File.of(home.database())
              .isAt(context.getEnvironment().getRequiredProperty("spring.datasource.url"));
      Runnable begun =
          () -> {
            keys.begun();
            if (ours) {
              backup.changes();
            }
          };
      return run(which.apply(context), context, owned, stop, begun);
    }
  }

  private int run(
      Sweep sweep, ApplicationContext context, OwnerLock owned, StopSignal stop, Runnable begun)
      throws Exception {
    Engine engine = Engines.of(sweep.execution());
    RunningSweep running = new RunningSweep(sweep, stop);
    SweepOperations operations =
        new SweepOperations(context, home, images, () -> Optional.of(running));
    try (ControlEndpoint endpoint = new ControlEndpoint(operations);
        ProgressLine progress = new ProgressLine(running, err)) {
      owned.announce(
          new Owner(
              ProcessHandle.current().pid(),
              endpoint.port(),
              endpoint.token(),
              Instant.now().toString(),
              sweep.name()));
      out.printf(
          "Sweep %s: %d cells, engine %s, results in %s%n",
          sweep.name(), sweep.cells().size(), engine.name(), home.sweep(sweep.name()));
      RunResult result =
          context
              .getBean(SweepRunner.class)
              .run(
                  running,
                  new SweepRunner.Request(
                      engine,
                      images,
                      options.restartChanged(),
                      options.takeUpFailed(),
                      begun,
                      progress::tell));
      progress.close();
      return conclude(sweep, operations, result);
    }
  }

  private int conclude(Sweep sweep, SweepOperations operations, RunResult result) {
    if (result instanceof RunResult.Done done) {
      out.println(operations.table(sweep));
      paths(done.files(), done.messages());
      return ExitCode.DONE;
    }
    if (result instanceof RunResult.SomeFailed failed) {
      out.println(operations.table(sweep));
      paths(failed.files(), failed.messages());
      int count = failed.failures().size();
      err.println(count == 1 ? "One cell failed:" : count + " cells failed:");
      failed.failures().forEach(failure -> err.println("  " + failure));
      err.printf(
          "`gpicl resume %s --failed` tries them again, when what is wrong with them is mended.%n",
          sweep.name());
      return ExitCode.FAILED;
    }
    if (result instanceof RunResult.Stopped stopped) {
      stopped.reason().ifPresent(reason -> err.printf("The run cannot go on: %s.%n", reason));
      err.printf(
          "Stopped: %s. `gpicl resume %s` goes on from here.%n", stopped.progress(), sweep.name());
      return ExitCode.STOPPED;
    }
    if (result instanceof RunResult.Refused refused) {
      err.println(refused.reason());
      return ExitCode.REFUSED;
    }
    RunResult.Broken broken = (RunResult.Broken) result;
    err.println(broken.reason());
    broken.failures().forEach(failure -> err.println("  " + failure));
    err.printf("What was done is kept; details are in %s%n", home.logs().resolve("gpicl.log"));
    return ExitCode.FAILED;
  }

  private void paths(List<Path> files, List<String> messages) {
    SweepReport.listing(files).forEach(out::println);
    messages.forEach(err::println);
  }
}
