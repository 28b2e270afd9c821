package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.Build;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.report.SweepReport;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.CurrentRun;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.control.ProgressLine;
import org.gpicl.web.control.SweepResults;
import org.gpicl.web.remote.ControlEndpoint;

/** Runs a sweep in an open database, while other terminals may ask about it; prints the end. */
final class OneRun {
  private final Home home;
  private final ImageLibrary images;
  private final SweepTable sweeps;
  private final SweepResults results;
  private final SweepRunner runner;
  private final CurrentRun current;
  private final HomeControl control;

  OneRun(
      Home home,
      ImageLibrary images,
      SweepTable sweeps,
      SweepResults results,
      SweepRunner runner,
      CurrentRun current,
      HomeControl control) {
    this.home = home;
    this.images = images;
    this.sweeps = sweeps;
    this.results = results;
    this.runner = runner;
    this.current = current;
    this.control = control;
  }

  /**
   * @param which finds the sweep
   * @param begun called once the run makes changes
   * @return an exit code
   */
  int run(
      Function<SweepTable, Sweep> which,
      RunOptions options,
      OwnerLock owned,
      StopSignal stop,
      Runnable begun,
      PrintStream out,
      PrintStream err)
      throws Exception {
    Sweep sweep = which.apply(sweeps);
    Engine engine = Engines.of(sweep.execution());
    RunningSweep running = new RunningSweep(sweep, stop);
    current.begin(running);
    try (ControlEndpoint endpoint = new ControlEndpoint(control);
        ProgressLine progress = new ProgressLine(running, err)) {
      owned.announce(
          new Owner(
              ProcessHandle.current().pid(),
              endpoint.port(),
              endpoint.token(),
              Instant.now().toString(),
              sweep.name(),
              "",
              Build.read().version()));
      out.printf(
          "Sweep %s: %d cells, engine %s, results in %s%n",
          sweep.name(), sweep.cells().size(), engine.name(), home.sweep(sweep.name()));
      RunResult result =
          runner.run(
              running,
              new RunRequest(
                  engine,
                  images,
                  options.restartChanged(),
                  options.retryFailed(),
                  begun,
                  progress::report));
      progress.close();
      return conclude(running.sweep(), result, out, err);
    }
  }

  private int conclude(Sweep sweep, RunResult result, PrintStream out, PrintStream err) {
    if (result instanceof RunResult.Done done) {
      print(sweep, done.files(), done.messages(), out, err);
      return ExitCode.DONE;
    }
    if (result instanceof RunResult.SomeFailed failed) {
      print(sweep, failed.files(), failed.messages(), out, err);
      int count = failed.failures().size();
      err.println(count == 1 ? "One cell failed:" : count + " cells failed:");
      failed.failures().forEach(failure -> err.println("  " + failure));
      err.printf(
          "`gpicl resume %s --failed` tries them again once the cause is fixed.%n", sweep.name());
      return ExitCode.FAILED;
    }
    if (result instanceof RunResult.StoppedAlone stopped) {
      print(sweep, stopped.files(), stopped.messages(), out, err);
      err.printf("Stopped: %s. `gpicl resume %s` resumes them.%n", stopped.message(), sweep.name());
      return ExitCode.STOPPED;
    }
    if (result instanceof RunResult.Stopped stopped) {
      stopped.reason().ifPresent(reason -> err.printf("The run cannot continue: %s.%n", reason));
      err.printf("Stopped: %s. `gpicl resume %s` resumes it.%n", stopped.progress(), sweep.name());
      return ExitCode.STOPPED;
    }
    if (result instanceof RunResult.Refused refused) {
      err.println(refused.reason());
      return ExitCode.REFUSED;
    }
    RunResult.Broken broken = (RunResult.Broken) result;
    err.println(broken.reason());
    broken.failures().forEach(failure -> err.println("  " + failure));
    err.printf(
        "Everything done so far is kept; details are in %s%n", home.logs().resolve("gpicl.log"));
    return ExitCode.FAILED;
  }

  private void print(
      Sweep sweep, List<Path> files, List<String> messages, PrintStream out, PrintStream err) {
    out.println(results.of(sweep));
    SweepReport.listing(files).forEach(out::println);
    messages.forEach(err::println);
  }
}
