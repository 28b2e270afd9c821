package org.gpicl.grafana;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An alert, as Prometheus and as Grafana have it. */
record AlertRule(
    String name,
    Expression expression,
    String pending,
    Object labels,
    String summary,
    String description) {
  private static final Path PROMETHEUS = Path.of("grafana", "alerts", "gpicl.rules.yml");
  private static final Path GRAFANA = Path.of("grafana", "provisioning", "alerting", "gpicl.yaml");

  static List<AlertRule> ofPrometheus() throws IOException {
    return rules(PROMETHEUS).map(rule -> of(rule, "alert", (String) rule.get("expr"))).toList();
  }

  /** Values are written in Grafana's way there; here they are in Prometheus'. */
  static List<AlertRule> ofGrafana() throws IOException {
    return rules(GRAFANA)
        .map(
            rule -> {
              Map<?, ?> query = (Map<?, ?>) ((List<?>) rule.get("data")).get(0);
              Map<?, ?> model = (Map<?, ?>) query.get("model");
              return of(rule, "title", (String) model.get("expr"));
            })
        .toList();
  }

  private static AlertRule of(Map<?, ?> rule, String nameKey, String expression) {
    Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
    return new AlertRule(
        (String) rule.get(nameKey),
        new Expression(expression),
        (String) rule.get("for"),
        rule.get("labels"),
        inPrometheusWay(annotations.get("summary")),
        inPrometheusWay(annotations.get("description")));
  }

  private static String inPrometheusWay(Object text) {
    return ((String) text)
        .replaceAll("\\{\\{ (\\w+) \\$values\\.A\\.Value }}", "{{ \\$value | $1 }}");
  }

  private static Stream<Map<?, ?>> rules(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return ((List<?>) root.get("groups"))
          .stream()
              .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
              .map(rule -> (Map<?, ?>) rule);
    }
  }
}
