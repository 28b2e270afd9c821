package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.run.RunResult;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.PostgresServer;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Many workers and many cells that take next to nothing, so that what remains is what a cell costs
 * the database. How many, the properties {@code cluster.workers}, {@code cluster.places} and {@code
 * cluster.cells} say; what came out is in docs/cluster.md.
 */
@Tag("full")
class ClusterLoadTest {
  private static final int WORKERS = Integer.getInteger("cluster.workers", 10);

  /** Of each worker, which all know every cell: a hundred workers do not fit into one heap. */
  private static final int PLACES = Integer.getInteger("cluster.places", 2);

  private static final int CELLS = Integer.getInteger("cluster.cells", 400);
  private static final String SWEEP =
      """
      name: load
      recipe: small
      runOn: workers
      images: {set: glyphs, size: 4, classes: 3}
      models: mlp
      tasks: 1..4
      hidden: [2, 3, 4, 5, 6]
      seeds: 0..%d
      mlp: {maxSamples: 8, epochs: 1, batch: 8}
      evaluate: {maxSamples: 8}
      """;

  @TempDir Path directory;

  private static String database(TestCluster cluster, String column) {
    return cluster
        .tables()
        .sql(
            "SELECT CAST("
                + column
                + " AS BIGINT) FROM pg_stat_database WHERE datname = current_database()")
        .query(String.class)
        .single();
  }

  @Test
  void manyWorkersShareManyCells() throws Exception {
    Sweep sweep = SweepFile.parse(SWEEP.formatted(CELLS / 20 - 1), "test", List.of());
    assertThat(sweep.cells()).hasSize(CELLS);
    StopSignal end = new StopSignal();
    List<FutureTask<Optional<String>>> workers = new ArrayList<>();
    try (PostgresServer server = PostgresServer.start();
        TestCluster cluster = new TestCluster(server, directory)) {
      ConfigurableApplicationContext manager = cluster.open("manager");
      FutureTask<RunResult> run = cluster.manage(manager, sweep, new StopSignal());
      ConfigurableApplicationContext shared =
          cluster.open(
              "workers", "spring.datasource.hikari.maximum-pool-size=" + (PLACES + 2) * WORKERS);
      long begun = System.nanoTime();
      for (int number = 0; number < WORKERS; number++) {
        workers.add(cluster.work("worker" + number, shared, PLACES, OptionalInt.empty(), end));
      }
      run.get(1, TimeUnit.HOURS);
      long nanos = System.nanoTime() - begun;
      System.out.printf(
          "%,d cells, %d x %d places: %,d ms, the database was at work for %s ms, in %s transactions%n",
          CELLS,
          WORKERS,
          PLACES,
          TimeUnit.NANOSECONDS.toMillis(nanos),
          database(cluster, "active_time"),
          database(cluster, "xact_commit"));
      assertThat(run.get()).isInstanceOf(RunResult.Done.class);
      end.raise();
      for (FutureTask<Optional<String>> worker : workers) {
        assertThat(worker.get(1, TimeUnit.MINUTES)).isEmpty();
      }
      assertThat(cluster.overlaps()).isZero();
      assertThat(
              cluster
                  .tables()
                  .sql("SELECT COUNT(*) FROM claim WHERE sweep = 'load'")
                  .query(Long.class)
                  .single())
          .as("each cell is handed out once")
          .isEqualTo(CELLS);
    }
  }
}
