package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardsTest {
  private static final Pattern SPRING =
      Pattern.compile("(jvm|process|system|disk|logback)_[a-z0-9_]+");
  private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)");
  private static final Pattern FIXED_SOURCE = Pattern.compile("uid: (\\S+)");
  private static final int COLUMNS = 24;

  @Test
  void eachDashboardHasItsOwnUidAndRefreshesAndIsFoundByItsTag() throws IOException {
    List<Dashboard> all = Dashboard.all();

    assertThat(all)
        .extracting(Dashboard::uid)
        .containsExactly("gpicl-cells", "gpicl-cluster", "gpicl-machine", "gpicl-sweeps");
    assertThat(all)
        .allSatisfy(
            dashboard -> {
              JsonNode json = dashboard.json();
              assertThat(json.path("refresh").asString("")).isEqualTo("10s");
              assertThat(json.path("tags").toString()).isEqualTo("[\"gpicl\"]");
              assertThat(json.path("description").asString("")).isNotBlank();
              assertThat(json.path("links").path(0).path("tags").toString())
                  .as("links to the others")
                  .isEqualTo("[\"gpicl\"]");
            });
  }

  @Test
  void eachPanelSaysWhatItShowsInWhichUnitAndAsksForIt() throws IOException {
    assertThat(Dashboard.panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.title()).isNotBlank();
              assertThat(panel.description()).isNotBlank();
              assertThat(panel.unit()).isNotBlank();
              assertThat(panel.queries()).isNotEmpty();
              assertThat(panel.queries()).extracting(Expression::text).doesNotContain("");
            });
  }

  @Test
  void panelsHaveTheirOwnIdsAndPlaces() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      List<Panel> panels = dashboard.ownPanels();
      assertThat(panels)
          .extracting(panel -> panel.json().path("id").asInt())
          .doesNotHaveDuplicates();
      for (Panel panel : panels) {
        assertThat(panel.place("x") + panel.place("w"))
            .as("%s", panel)
            .isLessThanOrEqualTo(COLUMNS);
        assertThat(panels.stream().filter(panel::overlaps)).containsExactly(panel);
      }
    }
  }

  @Test
  void everyMetricIsOneThatGpiclHas() throws IOException {
    Set<String> known = MetricsTable.read().series();
    List<Expression> expressions = new ArrayList<>();
    Dashboard.panels().forEach(panel -> expressions.addAll(panel.queries()));
    Dashboard.all().stream()
        .flatMap(dashboard -> dashboard.variableValues().stream())
        .forEach(values -> expressions.add(values.series()));
    AlertRule.ofPrometheus().forEach(rule -> expressions.add(rule.expression()));
    AlertRule.ofGrafana().forEach(rule -> expressions.add(rule.expression()));

    Set<String> unknown = new TreeSet<>();
    expressions.forEach(expression -> unknown.addAll(expression.metrics()));
    unknown.removeIf(name -> name.equals("up") || SPRING.matcher(name).matches());
    unknown.removeAll(known);

    assertThat(unknown).as("metrics that docs/metrics.md does not have").isEmpty();
  }

  @Test
  void everyVariableThatAQueryNamesIsThere() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      for (Panel panel : dashboard.ownPanels()) {
        for (Expression query : panel.queries()) {
          assertThat(query.variables().stream().filter(name -> !name.startsWith("__")))
              .as("%s", panel)
              .isSubsetOf(dashboard.variableNames());
        }
      }
    }
  }

  @Test
  void theDataSourceIsAVariableThatStartsAsTheProvisionedOne() throws IOException {
    String provisioned =
        FIXED_SOURCE
            .matcher(Files.readString(Path.of("grafana/provisioning/datasources/prometheus.yaml")))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();

    for (Dashboard dashboard : Dashboard.all()) {
      JsonNode source = dashboard.variables().get(0);
      assertThat(source.path("type").asString("")).isEqualTo("datasource");
      assertThat(source.path("current").path("value").asString("")).isEqualTo(provisioned);
      for (Panel panel : dashboard.ownPanels()) {
        assertThat(panel.json().findValues("datasource"))
            .as("%s", panel)
            .extracting(used -> used.path("uid").asString(""))
            .containsOnly("${datasource}");
      }
    }
  }

  @Test
  void linksLeadToDashboardsThatAreThere() throws IOException {
    List<Dashboard> all = Dashboard.all();
    List<String> uids = all.stream().map(Dashboard::uid).toList();

    assertThat(
            all.stream()
                .flatMap(dashboard -> LINK.matcher(dashboard.json().toString()).results())
                .map(link -> link.group(1)))
        .isNotEmpty()
        .isSubsetOf(uids);
  }

  @Test
  void exactlyThePanelsThatNeedAGpuSaySo() throws IOException {
    assertThat(Dashboard.panels())
        .allSatisfy(panel -> assertThat(panel.gpuOnly()).isEqualTo(reads(panel, "gpicl_gpu_")))
        .anyMatch(Panel::gpuOnly);
  }

  @Test
  void exactlyThePanelsThatNeedWorkersSaySo() throws IOException {
    assertThat(Dashboard.panels())
        .allSatisfy(
            panel ->
                assertThat(panel.workersOnly())
                    .isEqualTo(
                        reads(panel, "gpicl_cluster_worker_")
                            || reads(panel, "gpicl_cluster_handovers")))
        .anyMatch(Panel::workersOnly);
  }

  private static boolean reads(Panel panel, String metrics) {
    return panel.queries().stream()
        .flatMap(query -> query.metrics().stream())
        .anyMatch(name -> name.startsWith(metrics));
  }
}
