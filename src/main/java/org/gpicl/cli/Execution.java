package org.gpicl.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.gpicl.engine.Engine;
import org.gpicl.job.ActiveRun;
import org.gpicl.job.Engines;
import org.gpicl.job.Home;
import org.gpicl.job.RunResult;
import org.gpicl.job.StopSignal;
import org.gpicl.job.SweepRunner;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.ImageLibrary;
import org.gpicl.web.ControlEndpoint;
import org.gpicl.web.Owner;
import org.gpicl.web.OwnerLock;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A run in this process: takes the home, shows progress, listens for a stop, says how it ended. */
final class Execution {
  /** A `status` or `report` of another terminal holds a home for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final ImageLibrary images;
  private final RunOptions options;
  private final PrintStream out;
  private final PrintStream err;

  Execution(Home home, ImageLibrary images, RunOptions options, PrintStream out, PrintStream err) {
    this.home = home;
    this.images = images;
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /** Runs the sweep that {@code which} gives, once the database is open. */
  int run(Function<ApplicationContext, Sweep> which) throws Exception {
    Optional<OwnerLock> lock = OwnerLock.takePatiently(home, PATIENCE);
    if (lock.isEmpty()) {
      err.println(taken());
      return ExitCode.REFUSED;
    }
    StopSignal stop = new StopSignal();
    DatabaseBackup backup = new DatabaseBackup(home, Clock.systemUTC(), err);
    try (OwnerLock owned = lock.get();
        StopKeys keys = new StopKeys(stop, err)) {
      if (!backup.beforeARun(stop)) {
        err.println("Stopped before it began; the same command begins it.");
        return ExitCode.STOPPED;
      }
      int exit = inDatabase(which, owned, stop, backup);
      if (exit != ExitCode.STOPPED) {
        backup.afterARun(stop);
      }
      return exit;
    } catch (Exception e) {
      throw DamageReport.told(home, e);
    }
  }

  private int inDatabase(
      Function<ApplicationContext, Sweep> which,
      OwnerLock owned,
      StopSignal stop,
      DatabaseBackup backup)
      throws Exception {
    try (ConfigurableApplicationContext context = Application.open(home)) {
      boolean ours = Application.homesOwn(context.getEnvironment(), home);
      Sweep sweep = which.apply(context);
      Engine engine = Engines.named(sweep.execution().engine());
      AtomicReference<ActiveRun> active = new AtomicReference<>();
      SweepOperations operations =
          new SweepOperations(context, home, images).during(sweep, active, stop);
      try (ControlEndpoint endpoint = new ControlEndpoint(operations);
          ProgressLine progress = new ProgressLine(active, err)) {
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
                    sweep,
                    new SweepRunner.Request(
                        engine,
                        images,
                        options.restartChanged(),
                        stop,
                        run -> {
                          if (ours) {
                            backup.changes();
                          }
                          active.set(run);
                        }));
        progress.close();
        return conclude(sweep, operations, result);
      }
    }
  }

  private String taken() {
    return OwnerLock.owner(home)
        .map(
            owner ->
                "%s is in use: process %d runs sweep %s since %s. `gpicl stop %s` stops it; another --home runs beside it."
                    .formatted(
                        home.root(), owner.pid(), owner.sweep(), owner.since(), owner.sweep()))
        .orElse(home.root() + " is in use by another process; try again when it is done");
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
      err.printf("%d cells failed:%n", failed.failures().size());
      failed.failures().forEach(failure -> err.println("  " + failure));
      err.println("The same command tries them again; what failed by its settings fails again.");
      return ExitCode.FAILED;
    }
    if (result instanceof RunResult.Stopped stopped) {
      err.printf(
          "Stopped: %d of %d cells done. `gpicl resume %s` goes on from here.%n",
          stopped.done(), stopped.cells(), sweep.name());
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
    SweepOperations.fileLines(files).forEach(out::println);
    messages.forEach(err::println);
  }
}
