package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.gpicl.cli.ResultFiles;
import org.gpicl.home.Home;
import org.gpicl.job.readings.DatabaseReadings;
import org.gpicl.job.readings.SweepReadings;
import org.gpicl.job.run.RunResult;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.Devices;
import org.gpicl.metrics.Readings;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.PostgresServer;
import org.gpicl.store.WorkerTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Managers and workers, each with a home and connections of its own, over one PostgreSQL. */
@Order(1)
class ClusterTest {
  private static final long MINUTES = TestCluster.MINUTES;
  private static final String SWEEP =
      """
      name: %s
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      tasks: [4, 8]
      hidden: [8, 16]
      mlp: {maxSamples: 200, epochs: 1}
      transformer: {steps: %d, evaluateEvery: 40 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 100}
      checkpoint: {every: 20 steps}
      """;

  private static PostgresServer server;

  @TempDir Path directory;

  private TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    cluster = new TestCluster(server, directory);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static Sweep sweep(String name, int steps, String... overrides) {
    return SweepFile.parse(SWEEP.formatted(name, steps), "test", List.of(overrides));
  }

  private String results(String home, String sweep) throws Exception {
    return ResultFiles.of(directory.resolve(home), sweep);
  }

  private String undisturbed(Sweep sweep) throws Exception {
    assertThat(
            cluster.manage(cluster.alone(), sweep, new StopSignal()).get(MINUTES, TimeUnit.MINUTES))
        .isInstanceOf(RunResult.Done.class);
    return results("alone", sweep.name());
  }

  @Test
  void whatWorkersTrainHasTheBytesOfOneProcessAlone() throws Exception {
    Sweep sweep = sweep("spread", 60, "runOn=workers");
    StopSignal stop = new StopSignal();
    ConfigurableApplicationContext manager = cluster.open("manager");
    FutureTask<RunResult> run = cluster.manage(manager, sweep, new StopSignal());
    FutureTask<Optional<String>> one = cluster.work("one", OptionalInt.empty(), stop);
    FutureTask<Optional<String>> two = cluster.work("two", OptionalInt.empty(), stop);

    assertThat(run.get(MINUTES, TimeUnit.MINUTES)).isInstanceOf(RunResult.Done.class);
    List<WorkerTable.Row> workers = manager.getBean(WorkerTable.class).current();
    stop.raise();
    assertThat(one.get(MINUTES, TimeUnit.MINUTES)).isEmpty();
    assertThat(two.get(MINUTES, TimeUnit.MINUTES)).isEmpty();

    assertThat(workers).hasSize(2);
    assertThat(workers.stream().mapToInt(WorkerTable.Row::trained).sum()).isEqualTo(8);
    assertThat(cluster.overlaps()).isZero();
    assertThat(manager.getBean(LeaseTable.class).workers()).isEmpty();
    assertThat(results("manager", "spread")).isEqualTo(undisturbed(sweep("spread", 60)));
    assertThat(directory.resolve("one/shards")).isEmptyDirectory();
  }

  @Test
  void whatAWorkerHadThatIsTakenForDeadIsHandedOutAgain() throws Exception {
    Sweep sweep = sweep("lost", 200, "runOn=workers", "models=transformer", "tasks=4", "hidden=8");
    CountDownLatch handedOut = new CountDownLatch(1);
    cluster.listen(
        line -> {
          if (line.endsWith("handed out again.")) {
            handedOut.countDown();
          } else if (line.endsWith(" begins")) {
            await(handedOut); // as a process that is suspended would, so that it finds out last
            TestCluster.until(this::closed);
          }
        });
    StopSignal stop = new StopSignal();
    ConfigurableApplicationContext manager = cluster.open("manager");
    FutureTask<RunResult> run = cluster.manage(manager, sweep, new StopSignal());
    LeaseTable leases = manager.getBean(LeaseTable.class);
    FutureTask<Optional<String>> worker = cluster.work("worker", OptionalInt.empty(), stop);
    TestCluster.until(() -> reached("lost", 0));
    LeaseTable.Holder holder = leases.workers().get(0);
    leases.release(LeaseTable.ofWorker(holder.owner()), holder.owner());

    assertThat(run.get(MINUTES, TimeUnit.MINUTES)).isInstanceOf(RunResult.Done.class);
    stop.raise();
    assertThat(worker.get(MINUTES, TimeUnit.MINUTES)).isEmpty();
    assertThat(cluster.heard())
        .anyMatch(line -> line.matches("Worker .* is gone; .*handed out again\\."))
        .anyMatch(line -> line.endsWith("was closed by its manager before it began here"))
        .anyMatch(line -> line.contains("taken for dead"));
    assertThat(
            cluster
                .tables()
                .sql("SELECT lost FROM claim WHERE sweep = 'lost' ORDER BY step_execution")
                .query(Boolean.class)
                .list())
        .containsExactly(true, false);
    assertThat(cluster.overlaps()).isZero();
    assertThat(results("manager", "lost"))
        .isEqualTo(undisturbed(sweep("lost", 200, "models=transformer", "tasks=4", "hidden=8")));
  }

  /** Whether Batch has the end of what was lost. */
  private boolean closed() {
    return cluster
            .tables()
            .sql(
                "SELECT COUNT(*) FROM claim JOIN BATCH_STEP_EXECUTION"
                    + " ON STEP_EXECUTION_ID = step_execution"
                    + " WHERE sweep = 'lost' AND lost AND END_TIME IS NOT NULL")
            .query(Long.class)
            .single()
        > 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(MINUTES, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("full")
  @Test
  void sweepsShareTheWorkers() throws Exception {
    StopSignal stop = new StopSignal();
    List<FutureTask<RunResult>> runs = new ArrayList<>();
    for (String name : List.of("large", "urgent")) {
      ConfigurableApplicationContext manager = cluster.open("manager of " + name);
      Sweep sweep = sweep(name, 60, "runOn=workers", "seeds=" + (5 + runs.size()));
      runs.add(cluster.manage(manager, sweep, new StopSignal()));
      TrainingQueue queue = manager.getBean(TrainingQueue.class);
      TestCluster.until(() -> queue.size(name) == 8);
    }
    FutureTask<Optional<String>> worker = cluster.work("worker", OptionalInt.empty(), stop);
    for (FutureTask<RunResult> run : runs) {
      assertThat(run.get(MINUTES, TimeUnit.MINUTES)).isInstanceOf(RunResult.Done.class);
    }
    stop.raise();
    assertThat(worker.get(MINUTES, TimeUnit.MINUTES)).isEmpty();
    assertThat(
            cluster
                .tables()
                .sql(
                    "SELECT sweep FROM claim WHERE sweep IN ('large', 'urgent')"
                        + " ORDER BY claimed_at FETCH FIRST 8 ROWS ONLY")
                .query(String.class)
                .list())
        .contains("large", "urgent");
  }

  private boolean reached(String sweep, long step) {
    return cluster
            .tables()
            .sql("SELECT COUNT(*) FROM claim WHERE sweep = ? AND step >= ?")
            .params(sweep, step)
            .query(Long.class)
            .single()
        > 0;
  }

  /** What a server with the same database would show. */
  private static Readings.OfCluster shown(ConfigurableApplicationContext manager) {
    SweepReadings.Sources sources =
        new SweepReadings.Sources(
            Optional::empty,
            List::of,
            () -> Readings.OfBackup.NONE,
            () -> 0,
            () -> 0,
            () -> Double.NaN,
            Devices.NONE);
    return new SweepReadings(
            manager.getBean(DatabaseReadings.class),
            manager.getBean(Home.class),
            Clock.systemUTC(),
            sources)
        .get()
        .cluster();
  }

  @Test
  void aStopReachesWhatWorkersHaveInHandAndWhatWaits() throws Exception {
    Sweep sweep = sweep("stopped", 20_000, "runOn=workers", "models=transformer", "tasks=4");
    StopSignal end = new StopSignal();
    StopSignal stop = new StopSignal();
    ConfigurableApplicationContext manager = cluster.open("manager");
    FutureTask<RunResult> run = cluster.manage(manager, sweep, stop);
    FutureTask<Optional<String>> worker = cluster.work("worker", OptionalInt.empty(), end);
    TestCluster.until(() -> reached("stopped", 40));
    Readings.OfCluster shown = shown(manager);
    assertThat(shown.workers()).isEqualTo(1);
    assertThat(shown.training()).isEqualTo(1);
    assertThat(shown.handOuts()).containsExactly(new Readings.OfHandOut("stopped", 1, 0));
    stop.raise();
    assertThat(run.get(MINUTES, TimeUnit.MINUTES))
        .isInstanceOfSatisfying(
            RunResult.Stopped.class,
            stopped -> assertThat(stopped.progress()).isEqualTo("0 of 2 cells done"));
    assertThat(manager.getBean(TrainingQueue.class).size("stopped")).isZero();
    assertThat(
            cluster
                .tables()
                .sql(
                    "SELECT COUNT(*) FROM BATCH_STEP_EXECUTION"
                        + " WHERE STEP_NAME LIKE 'train:%' AND STATUS NOT IN ('STOPPED', 'COMPLETED')")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(worker).as("it waits for what comes next").isNotDone();
    end.raise();
    worker.get(MINUTES, TimeUnit.MINUTES);
  }

  @Test
  void cellsAreStoppedAloneWhileWorkersTrainTheOthers() throws Exception {
    String[] small = {"runOn=workers", "models=transformer", "tasks=4", "hidden=8", "seeds=3,4"};
    String[] withLong = Arrays.copyOf(small, small.length + 1);
    withLong[small.length] = "transformer.steps=10000000,60";
    Sweep sweep = sweep("alone", 60, withLong);
    List<String> stopped =
        sweep.cells().stream().map(Cell::key).filter(key -> key.contains("10000000")).toList();
    StopSignal stop = new StopSignal();
    cluster.listen(
        line -> {
          if (line.endsWith(" of alone begins")) {
            stopped.forEach(stop::raiseFor);
          }
        });
    ConfigurableApplicationContext manager = cluster.open("manager");
    FutureTask<RunResult> run = cluster.manage(manager, sweep, stop);
    StopSignal end = new StopSignal();
    FutureTask<Optional<String>> worker = cluster.work("worker", OptionalInt.empty(), end);
    assertThat(run.get(MINUTES, TimeUnit.MINUTES).message())
        .isEqualTo("2 of 4 cells done; stopped alone: " + String.join(", ", stopped));
    assertThat(cluster.heard())
        .filteredOn(line -> line.endsWith(": stopped"))
        .as("the other long one is not begun")
        .hasSize(1);
    FutureTask<RunResult> rest =
        cluster.manage(manager, sweep("alone", 60, small), new StopSignal());
    assertThat(rest.get(MINUTES, TimeUnit.MINUTES))
        .as("without the long ones")
        .isInstanceOf(RunResult.Done.class);
    manager.getBean(ClaimTable.class).remove("alone"); // Another test reads all claims.
    end.raise();
    worker.get(MINUTES, TimeUnit.MINUTES);
  }

  @Test
  void aWorkerEndsWhenItHasTrainedAsManyCellsAsItWasToldTo() throws Exception {
    Sweep sweep = sweep("counted", 60, "runOn=workers", "models=mlp", "seeds=7");
    FutureTask<RunResult> run = cluster.manage(cluster.open("manager"), sweep, new StopSignal());
    assertThat(
            cluster
                .work("first", OptionalInt.of(3), new StopSignal())
                .get(MINUTES, TimeUnit.MINUTES))
        .isEmpty();
    assertThat(run).isNotDone();
    cluster.work("second", OptionalInt.of(1), new StopSignal()).get(MINUTES, TimeUnit.MINUTES);
    assertThat(run.get(MINUTES, TimeUnit.MINUTES)).isInstanceOf(RunResult.Done.class);
  }

  @Test
  void aDatabaseThatIsAFileIsNoneForWorkers() throws Exception {
    RunResult result =
        cluster
            .manage(cluster.alone(), sweep("file", 60, "runOn=workers"), new StopSignal())
            .get(MINUTES, TimeUnit.MINUTES);
    assertThat(result.message()).contains("PostgreSQL", "--on here", "docs/cluster.md");
  }
}
