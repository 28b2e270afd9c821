package org.gpicl.grafana;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A panel of a dashboard; a row is none. */
record Panel(String dashboard, JsonNode json) {
  /** What the description of a panel begins with that has nothing to show without a GPU. */
  static final String GPU_ONLY = "GPU only:";

  /** And of one that has nothing to show while no worker ever was there. */
  static final String WORKERS_ONLY = "Workers only:";

  String title() {
    return json.path("title").asString("");
  }

  String description() {
    return json.path("description").asString("");
  }

  String unit() {
    return json.path("fieldConfig").path("defaults").path("unit").asString("");
  }

  boolean gpuOnly() {
    return description().startsWith(GPU_ONLY);
  }

  boolean workersOnly() {
    return description().startsWith(WORKERS_ONLY);
  }

  List<Expression> queries() {
    List<Expression> queries = new ArrayList<>();
    for (JsonNode target : json.path("targets")) {
      queries.add(new Expression(target.path("expr").asString("")));
    }
    return queries;
  }

  int place(String side) {
    return json.path("gridPos").path(side).asInt(-1);
  }

  boolean overlaps(Panel other) {
    return place("x") < other.place("x") + other.place("w")
        && other.place("x") < place("x") + place("w")
        && place("y") < other.place("y") + other.place("h")
        && other.place("y") < place("y") + place("h");
  }

  @Override
  public String toString() {
    return dashboard + " / " + title();
  }
}
