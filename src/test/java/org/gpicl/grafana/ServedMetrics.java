package org.gpicl.grafana;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.cli.GpiclServer;

/** The program itself: one nightly sweep that was done, and one in training. */
final class ServedMetrics implements MetricsSource {
  private static final String SWEEP =
      """
      name: %s
      recipe: small
      images: glyphs
      models: [transformer]
      tasks: [4]
      hidden: [8]
      transformer: {steps: %d, evaluateEvery: 20 steps}
      checkpoint: {every: 50 steps}
      schedule: {cron: "%s", zone: UTC}
      """;

  private static final String OFTEN = "*/2 * * * * ?";
  private static final String NIGHTLY = "0 0 2 * * ?";

  private final GpiclServer server;

  private ServedMetrics(GpiclServer server) {
    this.server = server;
  }

  static ServedMetrics in(Path directory) throws Exception {
    Path often =
        Files.writeString(directory.resolve("often.yaml"), SWEEP.formatted("nightly", 40, OFTEN));
    GpiclServer server = GpiclServer.start(directory.resolve("home"), often.toString());
    try {
      server.await("api/history", all -> all.toString().contains("\"DONE\""));
      server.mustTake("api/schedules", SWEEP.formatted("nightly", 40, NIGHTLY));
      server.mustTake("api/sweeps", SWEEP.formatted("endless", 100_000_000, NIGHTLY));
      return new ServedMetrics(server);
    } catch (Exception | AssertionError e) {
      server.close();
      throw e;
    }
  }

  @Override
  public URI metrics() {
    return URI.create(server.page() + "actuator/prometheus");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
  }
}
