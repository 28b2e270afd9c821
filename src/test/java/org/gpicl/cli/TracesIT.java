package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.metrics.trace.TraceCollector;
import org.gpicl.metrics.trace.TraceCollector.ReceivedSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a collector of traces sees it. */
@Tag("full")
class TracesIT {
  private static final String SWEEP =
      """
      name: traced
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp]
      tasks: [4, 8]
      hidden: [8]
      mlp: {steps: 100, evaluateEvery: 50 steps, maxSamples: 2000}
      evaluate: {maxSamples: 500, seenTasks: 4, unseenTasks: 4}
      checkpoint: {every: 25 steps}
      """;

  @TempDir Path directory;

  private GpiclProcess run(String endpoint) throws Exception {
    String file = Files.writeString(directory.resolve("traced.yaml"), SWEEP).toString();
    Path home = Files.createTempDirectory(directory, "home");
    return GpiclProcess.startLight(
            home, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), "run", file)
        .mustEndWith(0);
  }

  private static Set<String> parents(TraceCollector collector, String name) {
    Map<String, String> names =
        collector.spans().stream().collect(Collectors.toMap(ReceivedSpan::id, ReceivedSpan::name));
    return collector.spans(name).stream()
        .map(span -> names.getOrDefault(span.parent(), "none"))
        .collect(Collectors.toSet());
  }

  @Test
  void itsPartsBelongToTheirCellsPhasesAndSweep() throws Exception {
    try (TraceCollector collector = TraceCollector.start()) {
      run(collector.endpoint());
      ReceivedSpan sweep = collector.spans("sweep").get(0);
      assertThat(sweep.attributes())
          .containsEntry("gpicl.sweep", "traced")
          .containsEntry("gpicl.outcome", "done");
      assertThat(collector.spans()).extracting(ReceivedSpan::trace).containsOnly(sweep.trace());
      for (String phase : List.of("plan", "generate", "train", "evaluate", "report")) {
        assertThat(parents(collector, phase)).as(phase).containsExactly("sweep");
      }
      assertThat(parents(collector, "cell")).containsExactly("train");
      assertThat(parents(collector, "checkpoint")).containsExactly("cell");
      assertThat(parents(collector, "evaluation")).containsExactly("cell");
      assertThat(collector.spans("cell"))
          .hasSize(2)
          .allSatisfy(
              cell ->
                  assertThat(cell.attributes())
                      .containsKeys("gpicl.cell", "gpicl.tasks")
                      .containsEntry("gpicl.steps", "100")
                      .containsEntry("gpicl.model", "mlp"));
      assertThat(collector.spans("checkpoint")).hasSize(6);
      assertThat(collector.spans("evaluation"))
          .extracting(span -> span.attributes().get("gpicl.set"))
          .containsExactlyInAnyOrder("seen", "seen", "unseen", "seen", "seen", "unseen");
    }
  }

  @Test
  void aCollectorThatIsAwayIsReportedInTheLogAlone() throws Exception {
    String unused;
    try (TraceCollector collector = TraceCollector.start()) {
      unused = collector.endpoint();
    }
    GpiclProcess run = run(unused);
    assertThat(run.out() + run.err()).doesNotContain("collector", "OTLP", "Exception");
    try (var homes = Files.newDirectoryStream(directory, "home*")) {
      String log = Files.readString(homes.iterator().next().resolve("logs/gpicl.log"));
      assertThat(log.split("The collector of traces does not take them", -1)).hasSize(2);
      assertThat(log).doesNotContain("Failed to export", "\tat ");
    }
  }
}
