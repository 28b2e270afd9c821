package org.gpicl.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as it is provisioned. */
record Dashboard(String uid, JsonNode json) {
  private static final Path FOLDER = Path.of("grafana", "dashboards");

  static List<Dashboard> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Dashboard::read).toList();
    }
  }

  static List<Panel> panels() throws IOException {
    return all().stream().flatMap(dashboard -> dashboard.ownPanels().stream()).toList();
  }

  private static Dashboard read(Path file) {
    JsonNode json = JsonMapper.shared().readTree(file);
    return new Dashboard(json.path("uid").asString(""), json);
  }

  /** In their order; those of a collapsed row lie inside of it. */
  List<Panel> ownPanels() {
    List<Panel> panels = new ArrayList<>();
    collect(json.path("panels"), panels);
    return panels;
  }

  private void collect(JsonNode nodes, List<Panel> into) {
    for (JsonNode node : nodes) {
      if (node.path("type").asString("").equals("row")) {
        collect(node.path("panels"), into);
      } else {
        into.add(new Panel(uid, node));
      }
    }
  }

  /** Its variables by name. */
  List<JsonNode> variables() {
    List<JsonNode> variables = new ArrayList<>();
    json.path("templating").path("list").forEach(variables::add);
    return variables;
  }

  List<String> variableNames() {
    return variables().stream().map(variable -> variable.path("name").asString("")).toList();
  }

  /** What its variables take their values from. */
  List<VariableValues> variableValues() {
    return variables().stream()
        .filter(variable -> variable.path("type").asString("").equals("query"))
        .map(variable -> VariableValues.of(variable.path("query").path("query").asString("")))
        .toList();
  }
}
