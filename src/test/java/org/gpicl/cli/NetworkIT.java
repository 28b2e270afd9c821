package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gpicl.store.ClusterWatch;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager here and workers on other hosts, over a network that does what networks do. */
@Tag("full")
class NetworkIT {
  private static final String SWEEP =
      """
      name: far
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      tasks: [4, 8]
      hidden: [8, 16]
      seeds: [0, 1]
      models: transformer
      transformer: {steps: 600, evaluateEvery: 200 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 100}
      checkpoint: {every: 2s}
      """;

  @TempDir Path directory;

  private Path home(String name) {
    return directory.resolve(name);
  }

  private GpiclProcess worker(OtherHost host, PostgresServer server, String name) throws Exception {
    return GpiclProcess.startLight(
        host,
        home(name),
        Map.of("SPRING_DATASOURCE_URL", server.url(host.addressOfThisHost()), "GPICL_TRACE", "1"),
        "worker",
        "--workers",
        "1");
  }

  @Test
  void aWorkerThatIsCutOffLosesItsTrainingAndContinuesWhenItIsBack() throws Exception {
    String file = Files.writeString(directory.resolve("far.yaml"), SWEEP).toString();
    GpiclProcess.startLight(home("alone"), "run", file).mustEndWith(0);
    try (OtherHost near = OtherHost.connected(1);
        OtherHost slow = OtherHost.connected(2);
        OtherHost cut = OtherHost.connected(3);
        PostgresServer server = PostgresServer.startFor(OtherHost.NETWORK)) {
      slow.slow("1mbit");
      ClusterWatch watch = new ClusterWatch(server);
      GpiclProcess manager =
          GpiclProcess.startLight(
              home("manager"),
              Map.of("SPRING_DATASOURCE_URL", server.url()),
              "run",
              file,
              "--on",
              "workers");
      manager.awaitErr("No worker is there");
      List<GpiclProcess> workers =
          List.of(worker(near, server, "near"), worker(slow, server, "slow"));
      GpiclProcess unlucky = worker(cut, server, "cut");
      manager.await("its first training", () -> watch.hasClaimed(unlucky.pid()));
      cut.cut();
      manager.await("its loss", () -> watch.hasLost(unlucky.pid()));
      server.stop();
      server.startAgain();
      cut.restore();
      unlucky.awaitOut("taken for dead");
      manager.mustEndWith(0);
      assertThat(watch.overlaps()).isZero();
      unlucky.terminate();
      assertThat(unlucky.mustEndWith(0).out()).contains("The worker has ended.");
      for (GpiclProcess worker : workers) {
        worker.terminate();
        worker.mustEndWith(0);
      }
    }
    assertThat(ResultFiles.of(home("manager"), "far"))
        .isEqualTo(ResultFiles.of(home("alone"), "far"));
  }
}
