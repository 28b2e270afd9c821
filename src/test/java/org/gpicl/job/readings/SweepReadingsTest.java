package org.gpicl.job.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.job.OpenedContext;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.board.TrainingPace;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.HeldEngine;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.Readings;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.CellStatus;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A real sweep, looked at while two of its four cells are in training, and after its end. */
@Order(2)
class SweepReadingsTest {
  private static final long MINUTES = 5;
  private static final int HELD_AFTER = 12;
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: watched
          recipe: small
          images: {set: glyphs, size: 7, classes: 5}
          models: [mlp, transformer]
          tasks: [4, 8]
          hidden: 8
          mlp: {steps: 30, evaluateEvery: 10 steps, maxSamples: 2000}
          transformer: {steps: 30, evaluateEvery: 10 steps, batch: 4, length: 6, layers: 1}
          evaluate: {seenTasks: 2, unseenTasks: 2, maxSamples: 100}
          checkpoint: {every: 10 steps}
          workers: 2
          cellsPerDevice: 2
          """,
          "test",
          List.of());

  @TempDir Path directory;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicReference<RunningSweep> running = new AtomicReference<>();
  private final AtomicLong nanos = new AtomicLong();
  private ConfigurableApplicationContext context;
  private SweepReadings figures;

  @BeforeEach
  void open() throws Exception {
    Home home = new Home(directory.resolve("home"));
    context =
        OpenedContext.inFile(
            home, beans -> beans.registerBean(PrometheusMeterRegistry.class, () -> registry));
    figures =
        new SweepReadings(
            context.getBean(DatabaseReadings.class),
            home,
            Clock.systemUTC(),
            nanos::get,
            new SweepReadings.Sources(
                () -> Optional.ofNullable(running.get()),
                () -> List.of(new Readings.OfSchedule("watched", 2e9, 86_400, Double.NaN, true)),
                () -> new Readings.OfBackup(60, 0, 1),
                () -> 4,
                () -> 2,
                () -> 50,
                () -> List.of(new Readings.OfDevice(3, "H100", 0.5, 1, 2, 60, 300))));
  }

  @AfterEach
  void close() {
    context.close();
  }

  private String shown() {
    context.getBean(SweepMeters.class).show(figures.get());
    return registry.scrape();
  }

  private double number(String scrape, String series) {
    List<String> lines = scrape.lines().filter(line -> line.startsWith(series + " ")).toList();
    assertThat(lines).as(series + " in " + scrape).hasSize(1);
    return Double.parseDouble(lines.get(0).substring(series.length() + 1));
  }

  private FutureTask<RunResult> start(HeldEngine engine) {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    RunningSweep started = new RunningSweep(SWEEP, new StopSignal());
    running.set(started);
    SweepRunner runner = context.getBean(SweepRunner.class);
    FutureTask<RunResult> run =
        new FutureTask<>(
            () ->
                runner.run(
                    started, new RunRequest(engine, images, false, false, () -> {}, notice -> {})));
    new Thread(run, "run").start();
    return run;
  }

  private static void await(CountDownLatch latch) throws Exception {
    assertThat(latch.await(MINUTES, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void aSweepIsSeenWhileItRunsAndAfterwards() throws Exception {
    HeldEngine engine = new HeldEngine(HELD_AFTER, 2);
    assertThat(shown()).doesNotContain("gpicl_sweep_", "gpicl_cell_step");
    FutureTask<RunResult> run = start(engine);
    await(engine.standing);

    Readings now = figures.get();
    assertThat(now.cells()).hasSize(2);
    assertThat(now.workers()).extracting(Readings.OfWorker::number).containsExactlyInAnyOrder(1, 2);
    assertThat(now.sweeps()).hasSize(1);
    assertThat(now.sweeps().get(0).phase()).isEqualTo("train");
    assertThat(now.sweeps().get(0).running()).isTrue();
    assertThat(now.sweeps().get(0).cells())
        .isEqualTo(
            Map.of(
                "pending",
                2,
                "running",
                2,
                "stopped",
                0,
                "done",
                0,
                "failed",
                0,
                "quarantined",
                0,
                "skipped",
                0));
    assertThat(now.sweeps().get(0).progress()).isBetween(0.01, 0.99);
    assertThat(now.sweeps().get(0).leaseAge()).isBetween(0.0, 300.0);
    for (Readings.OfCell cell : now.cells()) {
      assertThat(cell.step()).isEqualTo(HELD_AFTER);
      assertThat(cell.steps()).isEqualTo(30);
      assertThat(cell.loss()).isPositive();
      assertThat(cell.accuracy()).as("at step 10").isBetween(0.0, 1.0);
      assertThat(cell.stepsPerSecond()).isPositive();
      assertThat(cell.inputShare()).isBetween(0.0, 1.0);
      assertThat(cell.checkpointInterval()).isPositive();
      assertThat(cell.device()).isEqualTo(HeldEngine.DEVICE);
    }
    for (Readings.OfWorker worker : now.workers()) {
      assertThat(worker.tokensPerSecond()).isPositive();
      assertThat(worker.gflops()).isPositive();
      assertThat(worker.efficiency()).isPositive();
    }

    String scrape = shown();
    String first = "{cell=\"%s\",sweep=\"watched\"}".formatted(now.cells().get(0).key());
    assertThat(number(scrape, "gpicl_cell_step" + first)).isEqualTo(HELD_AFTER);
    assertThat(number(scrape, "gpicl_sweep_running{sweep=\"watched\"}")).isEqualTo(1);
    assertThat(number(scrape, "gpicl_sweep_steps_total{sweep=\"watched\"}"))
        .isEqualTo(2 * HELD_AFTER);
    assertThat(number(scrape, "gpicl_checkpoint_write_seconds_count")).isEqualTo(2);
    assertThat(number(scrape, "gpicl_checkpoint_size_bytes_sum")).isGreaterThan(1000);
    assertThat(number(scrape, "gpicl_cell_retries_total")).isEqualTo(1);
    assertThat(number(scrape, "gpicl_generate_items_total")).isPositive();
    assertThat(number(scrape, "gpicl_generate_size_bytes_total")).isPositive();
    assertThat(number(scrape, "gpicl_workers")).isEqualTo(2);
    assertThat(number(scrape, "gpicl_queue_depth")).isEqualTo(4);
    assertThat(number(scrape, "gpicl_clients")).isEqualTo(2);
    assertThat(number(scrape, "gpicl_database_size_bytes")).isPositive();
    assertThat(number(scrape, "gpicl_disk_free_bytes")).isPositive();
    assertThat(scrape).doesNotContain("NaN");

    engine.go.countDown();
    assertThat(run.get(MINUTES, TimeUnit.MINUTES)).isInstanceOf(RunResult.Done.class);
    running.set(null);
    String after = shown();
    assertThat(after).doesNotContain("gpicl_cell_step", "gpicl_worker_", "gpicl_gpu_cell");
    assertThat(after).doesNotContain("gpicl_sweep_phase", "gpicl_sweep_activity", "gpicl_lease");
    assertThat(number(after, "gpicl_sweep_cells{state=\"done\",sweep=\"watched\"}")).isEqualTo(4);
    assertThat(number(after, "gpicl_sweep_progress_ratio{sweep=\"watched\"}")).isEqualTo(1);
    assertThat(number(after, "gpicl_sweep_running{sweep=\"watched\"}")).isZero();
    assertThat(number(after, "gpicl_sweep_steps_total{sweep=\"watched\"}")).isEqualTo(4 * 30);
    assertThat(number(after, "gpicl_sweep_last_success_timestamp_seconds{sweep=\"watched\"}"))
        .isEqualTo(System.currentTimeMillis() / 1e3, within(300.0));
    assertThat(number(after, "gpicl_runs_total{outcome=\"done\"}")).isEqualTo(1);
    for (String phase : List.of("plan", "generate", "train", "evaluate", "report")) {
      assertThat(number(after, "gpicl_phase_duration_seconds_count{phase=\"" + phase + "\"}"))
          .as(phase)
          .isEqualTo(1);
    }
  }

  @Test
  void aSweepOfHundredsOfCellsHasSeriesForThoseInTrainingOnly() {
    Sweep large =
        SweepFile.parse(
            """
            name: large
            recipe: small
            images: glyphs
            models: mlp
            tasks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
            hidden: [8, 16, 24, 32, 40, 48, 56, 64, 72, 80]
            seeds: [0, 1, 2, 3, 4]
            """,
            "test",
            List.of());
    assertThat(large.cells()).hasSize(500);
    context.getBean(SweepTable.class).put(large);
    RunBoard board = new RunBoard(Clock.systemUTC(), System::nanoTime, new CellCost(), 2);
    large.cells().forEach(cell -> board.add(Search.Training.whole(cell), CellStatus.PENDING, 0));
    RunningSweep begun = new RunningSweep(large, new StopSignal());
    begun.begins(board, null);
    running.set(begun);
    List<Cell> pair = large.cells().subList(100, 102);
    for (Cell cell : pair) {
      board.begin(
          cell,
          0,
          new TrainingPace(1, OptionalInt.empty(), cell, large.checkpoint(), System::nanoTime));
      board.step(cell.hash(), 1, 1.5, 4, 1);
    }
    assertThat(cellsShown()).isEqualTo(Set.of(pair.get(0).key(), pair.get(1).key()));
    assertThat(registry.getMeters()).hasSizeLessThan(100);
    pair.forEach(cell -> board.end(cell, CellStatus.DONE));
    assertThat(cellsShown()).isEmpty();
  }

  private Set<String> cellsShown() {
    return Pattern.compile("cell=\"([^\"]+)\"")
        .matcher(shown())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void metersOfBatchAreTurnedOff() {
    registry.config().meterFilter(context.getBean(MeterFilter.class));
    registry.timer("spring.batch.step", "spring.batch.step.name", "train:mlp-n4-h8-s0");
    registry.timer("spring.data.query");
    assertThat(registry.scrape()).contains("spring_data").doesNotContain("spring_batch");
  }

  @Test
  void theDatabaseIsAskedNowAndThenOnly() {
    assertThat(figures.get().sweeps()).isEmpty();
    context.getBean(SweepTable.class).put(SWEEP);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(14));
    assertThat(figures.get().sweeps()).isEmpty();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(figures.get().sweeps()).hasSize(1);
    assertThat(figures.get().sweeps().get(0).cells()).containsEntry("pending", 4);
    assertThat(figures.get().sweeps().get(0).progress()).isZero();
  }

  @Test
  void aFailedRunIsShownUntilTheNextOneThatIsDone() {
    context.getBean(SweepTable.class).put(SWEEP);
    assertThat(okAMinuteLater()).as("before the first run").isNaN();
    ended(RunTable.Outcome.DONE);
    assertThat(okAMinuteLater()).isEqualTo(1);
    ended(RunTable.Outcome.FAILED);
    assertThat(okAMinuteLater()).isZero();
    ended(RunTable.Outcome.STOPPED);
    assertThat(okAMinuteLater()).isZero();
    ended(RunTable.Outcome.DONE);
    assertThat(okAMinuteLater()).isEqualTo(1);
    OrderTable orders = context.getBean(OrderTable.class);
    orders.add(
        new OrderTable.Order(
            "watched", SWEEP.resolved(), false, false, OrderTable.Origin.PAGE, null, Duration.ZERO),
        OrderTable.State.HINDERED,
        "the disk is full");
    assertThat(okAMinuteLater()).isZero();
  }

  private void ended(RunTable.Outcome outcome) {
    RunTable runs = context.getBean(RunTable.class);
    runs.end(
        runs.begin(new RunTable.Beginning("watched", "vector", 1, "", "somebody", "")), outcome);
  }

  private double okAMinuteLater() {
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    return figures.get().sweeps().get(0).ok();
  }

  @Test
  void whatWasKnownStaysWhileTheDatabaseIsGone() {
    context.getBean(SweepTable.class).put(SWEEP);
    assertThat(figures.get().sweeps()).hasSize(1);
    context.close();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    assertThat(figures.get().sweeps()).hasSize(1);
    assertThat(figures.get().server().queued()).isEqualTo(4);
  }
}
