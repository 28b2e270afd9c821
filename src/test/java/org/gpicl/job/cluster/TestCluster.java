package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.gpicl.home.Home;
import org.gpicl.job.OpenedContext;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.ClusterWatch;
import org.gpicl.store.PostgresServer;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Managers and workers in one process, each with a home and connections of its own. */
final class TestCluster implements AutoCloseable {
  static final long MINUTES = 5;

  private final PostgresServer server;
  private final Path directory;
  private final ImageLibrary images;
  private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> listener = line -> {};

  TestCluster(PostgresServer server, Path directory) {
    this.server = server;
    this.directory = directory;
    this.images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
  }

  /** What managers and workers had to say. */
  List<String> heard() {
    return heard;
  }

  /** Managers and workers wait until the listener returns. */
  void listen(Consumer<String> listener) {
    this.listener = listener;
  }

  private void hear(String line) {
    heard.add(line);
    listener.accept(line);
  }

  ConfigurableApplicationContext open(String name, String... settings) throws Exception {
    return opened(OpenedContext.at(server.url(), home(name), this::images, settings));
  }

  ConfigurableApplicationContext alone() throws Exception {
    return opened(OpenedContext.inFile(home("alone"), this::images));
  }

  Path directory(String name) {
    return directory.resolve(name);
  }

  private Home home(String name) {
    return new Home(directory(name));
  }

  private void images(GenericApplicationContext beans) {
    beans.registerBean(ImageLibrary.class, () -> images);
  }

  private ConfigurableApplicationContext opened(ConfigurableApplicationContext context) {
    contexts.add(context);
    return context;
  }

  FutureTask<RunResult> manage(
      ConfigurableApplicationContext context, Sweep sweep, StopSignal stop) {
    SweepRunner runner = context.getBean(SweepRunner.class);
    ImageLibrary images = context.getBean(ImageLibrary.class);
    return started(
        "manager",
        () ->
            runner.run(
                new RunningSweep(sweep, stop),
                new RunRequest(
                    Engines.of(sweep.execution()), images, false, false, () -> {}, this::hear)));
  }

  FutureTask<Optional<String>> work(String name, OptionalInt cells, StopSignal stop)
      throws Exception {
    return work(name, open(name), 1, cells, stop);
  }

  FutureTask<Optional<String>> work(
      String name,
      ConfigurableApplicationContext context,
      int places,
      OptionalInt cells,
      StopSignal stop) {
    Worker worker = context.getBean(Worker.class);
    WorkerOptions options =
        new WorkerOptions(
            Optional.empty(),
            places,
            Optional.of(Duration.ofMinutes(MINUTES)),
            Optional.empty(),
            cells);
    return started(name, () -> worker.work(options, stop, this::hear));
  }

  private static <T> FutureTask<T> started(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, name).start();
    return task;
  }

  static void until(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MINUTES.toNanos(MINUTES));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  JdbcClient tables() {
    return contexts.get(0).getBean(JdbcClient.class);
  }

  /** How often a cell was begun by one worker before another was done with it. */
  long overlaps() {
    return new ClusterWatch(server).overlaps();
  }

  @Override
  public void close() {
    contexts.forEach(ConfigurableApplicationContext::close);
  }
}
