package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.StopKeys;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.process.WorkerContext;
import org.gpicl.home.Home;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.cluster.Worker;
import org.gpicl.job.cluster.WorkerOptions;
import org.gpicl.machine.NativeFolder;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.database.DatabaseProblem;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.remote.HomeInUse;
import org.springframework.context.ConfigurableApplicationContext;

/** This process as a worker: its home holds its images and its log, all else is in the database. */
public final class WorkerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Home home;
  private final ImageLibrary images;
  private final PrintStream out;
  private final PrintStream err;

  public WorkerProcess(Home home, ImageLibrary images, PrintStream out, PrintStream err) {
    this.home = home;
    this.images = images;
    this.out = out;
    this.err = err;
  }

  /**
   * Works until it is ended or has done enough.
   *
   * @param settings that win over configuration files
   */
  public int run(WorkerOptions options, Map<String, Object> settings) throws Exception {
    UsageException.throwIf(NativeFolder.ofThisProcess().problem());
    StopSignal stop = new StopSignal();
    try (StopKeys keys = new StopKeys(stop, err)) {
      Optional<OwnerLock> lock = OwnerLock.takePatiently(home, PATIENCE);
      if (lock.isEmpty()) {
        err.println(
            HomeInUse.message(home, "; each worker needs a --home of its own on its machine."));
        return ExitCode.REFUSED;
      }
      try (OwnerLock owned = lock.get();
          ConfigurableApplicationContext context =
              Application.open(home, new WorkerContext(settings, images))) {
        Worker worker = context.getBean(Worker.class);
        owned.keep();
        keys.begun();
        String url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
        out.printf(
            "Worker with %s in %s; Ctrl-C ends it after checkpoints%n",
            options.places() == 1 ? "one place" : options.places() + " places",
            DatabaseProblem.shown(url));
        Optional<String> reason = worker.work(options, stop, line -> out.println(line));
        if (reason.isPresent()) {
          err.printf("The worker cannot continue: %s.%n", reason.get());
          return ExitCode.STOPPED;
        }
        out.println("The worker has ended.");
        return ExitCode.DONE;
      }
    }
  }
}
