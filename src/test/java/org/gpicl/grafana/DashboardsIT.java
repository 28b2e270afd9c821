package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Grafana would be answered, by a real Prometheus. */
class DashboardsIT {
  /** With time for a rule to be evaluated and for gauges that come and go. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  /** A real program takes its time: a run that ends, an estimate of the time left. */
  private static final Duration PATIENCE_WITH_THE_PROGRAM = Duration.ofMinutes(2);

  @Test
  void everyPanelThatNeedsNoGpuHasData() throws Exception {
    try (MetricsSource program = SampleMetrics.withoutGpu();
        PrometheusServer server = PrometheusServer.scraping(program, directory)) {
      assertThat(PanelQueries.of(panel -> !panel.gpuOnly()).withoutData(server, PATIENCE))
          .isEmpty();
    }
  }

  @Tag("full")
  @Test
  void withoutAGpuOrWorkersEveryPanelHasDataOfTheProgramButThoseThatSayTheyNeedThem()
      throws Exception {
    try (MetricsSource program = ServedMetrics.in(directory);
        PrometheusServer server = PrometheusServer.scraping(program, directory)) {
      PanelQueries queries = PanelQueries.of(panel -> !panel.gpuOnly() && !panel.workersOnly());

      assertThat(queries.withoutData(server, PATIENCE_WITH_THE_PROGRAM)).isEmpty();
      assertThat(server.withoutData(PanelQueries.variables(), PATIENCE)).isEmpty();
      assertThat(server.withoutData(alertSelectors(), PATIENCE)).isEmpty();
    }
  }

  @Tag("full")
  @Test
  void withAGpuThoseHaveDataToo() throws Exception {
    try (MetricsSource program = SampleMetrics.withGpu();
        PrometheusServer server = PrometheusServer.scraping(program, directory)) {
      PanelQueries queries = PanelQueries.of(Panel::gpuOnly);

      assertThat(queries.withoutData(server, PATIENCE)).isEmpty();
    }
  }

  @Test
  void prometheusEvaluatesEachAlert() throws Exception {
    try (MetricsSource program = SampleMetrics.withoutGpu();
        PrometheusServer server = PrometheusServer.scraping(program, directory)) {
      server.await(
          "every rule's evaluation",
          PATIENCE,
          () -> server.rules().findValuesAsString("health").stream().noneMatch("unknown"::equals));

      JsonNode rules = server.rules().path("groups").path(0).path("rules");
      assertThat(rules)
          .extracting(rule -> rule.path("name").asString("") + rule.path("lastError").asString(""))
          .containsExactlyElementsOf(
              AlertRule.ofPrometheus().stream().map(AlertRule::name).toList());
    }
  }

  private static List<String> alertSelectors() throws IOException {
    return AlertRule.ofPrometheus().stream()
        .flatMap(rule -> rule.expression().selectors().stream())
        .distinct()
        .toList();
  }
}
