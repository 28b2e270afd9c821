package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of as many cells as a sweep may have, in a small heap. */
@Tag("full")
class LargestSweepIT {
  private static final int HEAP_MEBIBYTES = 512;

  private static final String SWEEP =
      """
      name: largest
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: [4]
      hidden: [8, 16, 24, 32]
      seeds: 0..9
      batch: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
      transformer:
        learningRate: 0.001..0.25 step 0.001
        steps: 100000
        evaluateEvery: 100000 steps
        length: 6
        layers: 1
      evaluate: {maxSamples: 100}
      """;

  @TempDir Path home;

  @Test
  void itIsPlannedBegunStoppedShownAndReportedInASmallHeap() throws Exception {
    GpiclProcess dry = start(Map.of(), "run", file(), "--dry-run").mustEndWith(0);
    assertThat(dry.out()).contains("100000 cells", "About ");

    stopsOnceItTrains(start(Map.of(), "run", file()));
    GpiclProcess status = start(Map.of(), "status", "largest").mustEndWith(0);
    assertThat(status.out()).contains("Of all cells, ", " pending", " stopped");
    start(Map.of(), "report", "largest").mustEndWith(0);
  }

  @Test
  void itIsBegunStoppedAndResumedOnPostgres() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      Map<String, String> environment = Map.of("SPRING_DATASOURCE_URL", server.url());
      stopsOnceItTrains(start(environment, "run", file()));
      stopsOnceItTrains(start(environment, "resume", "largest"));
    }
  }

  private String file() throws IOException {
    return Files.writeString(home.resolve("largest.yaml"), SWEEP).toString();
  }

  private GpiclProcess start(Map<String, String> environment, String... arguments)
      throws Exception {
    return GpiclProcess.startWithHeap(home, HEAP_MEBIBYTES, environment, arguments);
  }

  private static void stopsOnceItTrains(GpiclProcess running) throws Exception {
    running.awaitErr(" loss ");
    running.terminate();
    running.mustEndWith(3);
  }
}
