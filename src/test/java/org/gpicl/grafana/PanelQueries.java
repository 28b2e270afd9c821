package org.gpicl.grafana;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The queries of panels, as Grafana would send it with all sweeps and all cells chosen. */
record PanelQueries(List<PanelQuery> queries) {
  private static final Map<String, String> ALL =
      Map.of(
          "sweep", ".+", "cell", ".+", "instance", ".+", "__rate_interval", "1m", "__range", "1h");

  record PanelQuery(Panel panel, String expression) {
    @Override
    public String toString() {
      return panel + ": " + expression;
    }
  }

  static PanelQueries of(Predicate<Panel> some) throws IOException {
    List<PanelQuery> queries = new ArrayList<>();
    for (Panel panel : Dashboard.panels().stream().filter(some).toList()) {
      for (Expression query : panel.queries()) {
        queries.add(new PanelQuery(panel, query.with(ALL).text()));
      }
    }
    return new PanelQueries(queries);
  }

  /** Those of which Prometheus never has data in that time. */
  List<PanelQuery> withoutData(PrometheusServer server, Duration patience) {
    Set<String> expressions = new LinkedHashSet<>();
    queries.forEach(query -> expressions.add(query.expression()));
    List<String> without = server.withoutData(expressions, patience);
    return queries.stream().filter(query -> without.contains(query.expression())).toList();
  }

  /** What the dashboards' variables ask for, as queries. */
  static List<String> variables() throws IOException {
    return Dashboard.all().stream()
        .flatMap(dashboard -> dashboard.variableValues().stream())
        .map(values -> values.asQuery().with(ALL).text())
        .distinct()
        .toList();
  }
}
