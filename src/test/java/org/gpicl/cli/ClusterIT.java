package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.gpicl.store.ClusterWatch;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager and workers as processes of their own, over one PostgreSQL. */
@Order(4)
class ClusterIT {
  private static final String SWEEP =
      """
      name: spread
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      tasks: [4, 8]
      hidden: %s
      models: transformer
      transformer: {steps: %d, evaluateEvery: 400 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 100}
      checkpoint: {every: 50 steps}
      """;

  @TempDir Path directory;

  private Path sweep(String hidden, int steps) throws Exception {
    return Files.writeString(directory.resolve("spread.yaml"), SWEEP.formatted(hidden, steps));
  }

  private Path home(String name) {
    return directory.resolve(name);
  }

  @Test
  void aWorkerThatEndsLeavesItsCellsToTheNext() throws Exception {
    String file = sweep("8", 300).toString();
    GpiclProcess.startLight(home("alone"), "run", file).mustEndWith(0);
    try (PostgresServer server = PostgresServer.start()) {
      ClusterWatch watch = new ClusterWatch(server);
      Map<String, String> there = Map.of("SPRING_DATASOURCE_URL", server.url());
      GpiclProcess tooEarly = GpiclProcess.startLight(home("early"), there, "worker");
      assertThat(tooEarly.mustEndWith(4).err()).contains("no tables yet", "gpicl run");
      GpiclProcess manager =
          GpiclProcess.startLight(home("manager"), there, "run", file, "--on", "workers");
      manager.awaitErr("No worker is there");
      GpiclProcess first =
          GpiclProcess.startLight(home("first"), there, "worker", "--workers", "1");
      manager.await("a training", () -> watch.inTraining() > 0);
      assertThat(manager.status("spread"))
          .contains("Workers: 1, with 1 of 1 places in use", "1 in training", "JDK");
      first.terminate();
      watch.execute(
          "CREATE ROLE trainer LOGIN",
          "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO trainer",
          "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO trainer");
      assertThat(first.mustEndWith(0).out()).contains("stopped", "The worker has ended.");

      GpiclProcess second =
          GpiclProcess.startLight(
              home("second"),
              Map.of("SPRING_DATASOURCE_URL", server.url().replace("=gpicl", "=trainer")),
              "worker",
              "--idle",
              "10s");
      manager.mustEndWith(0);
      assertThat(second.mustEndWith(0).out()).contains("transformer-n4-h8-s0 of spread: done");
      assertThat(home("second").resolve("db")).isEmptyDirectory();
      assertThat(home("second").resolve("logs/gpicl.log")).isNotEmptyFile();
    }
    assertThat(ResultFiles.of(home("manager"), "spread"))
        .isEqualTo(ResultFiles.of(home("alone"), "spread"));
  }

  @Tag("full")
  @Test
  void aStandbyThatIsPromotedTakesOver() throws Exception {
    String file = sweep("[8, 16]", 300).toString();
    GpiclProcess.startLight(home("alone"), "run", file).mustEndWith(0);
    try (PostgresServer primary = PostgresServer.start();
        PostgresServer standby = primary.standby()) {
      ClusterWatch watch = new ClusterWatch(primary);
      Map<String, String> there = Map.of("SPRING_DATASOURCE_URL", primary.urlWith(standby));
      GpiclProcess manager =
          GpiclProcess.startLight(home("manager"), there, "run", file, "--on", "workers");
      manager.awaitErr("No worker is there");
      List<GpiclProcess> workers =
          List.of(
              KilledCluster.worker(directory, 1, there), KilledCluster.worker(directory, 2, there));
      manager.await("steps", () -> watch.steps() > 100);
      primary.stop();
      standby.promote();
      manager.mustEndWith(0);
      for (GpiclProcess worker : workers) {
        worker.terminate();
        worker.mustEndWith(0);
      }
      assertThat(
              GpiclProcess.startLight(home("new"), there, "status", "spread").mustEndWith(0).out())
          .contains("Workers: none", "transformer      8      16     0", "done");
      assertThat(home("new")).doesNotExist();
      primary.startAgain();
    }
    assertThat(ResultFiles.of(home("manager"), "spread"))
        .isEqualTo(ResultFiles.of(home("alone"), "spread"));
  }

  /** So many with {@code -Dcluster.kills}, in one cluster after another. */
  @Tag("full")
  @Test
  void whateverIsKilledOrPausedTheBytesAreThoseOfOneProcessAlone() throws Exception {
    String file = sweep("[8, 16]", 2_500).toString();
    GpiclProcess.startLight(home("alone"), "run", file).mustEndWith(0);
    int kills = Integer.getInteger("cluster.kills", 10);
    long seed = Long.getLong("cluster.seed", 17);
    List<String> done = new ArrayList<>();
    for (int round = 1; done.size() < kills; round++) {
      try (PostgresServer server = PostgresServer.start()) {
        KilledCluster cluster = new KilledCluster(server, home("round" + round));
        done.addAll(cluster.run(file, kills - done.size(), new Random(seed + round)));
        assertThat(ResultFiles.of(cluster.managersHome(), "spread"))
            .isEqualTo(ResultFiles.of(home("alone"), "spread"));
      }
      System.out.println(
          done.stream().collect(Collectors.groupingBy(kill -> kill, Collectors.counting())));
    }
  }
}
