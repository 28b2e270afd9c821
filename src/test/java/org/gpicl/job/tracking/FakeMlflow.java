package org.gpicl.job.tracking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of MLflow's REST as a sweep uses. It can fail before a request, or after it. */
final class FakeMlflow implements AutoCloseable {
  final Map<String, Run> runs = new LinkedHashMap<>();
  final Map<String, String> files = new TreeMap<>();
  final List<String> requests = new ArrayList<>();
  final Map<String, String> environment = new TreeMap<>();

  /** The cell whose values are refused. */
  String refusedCell;

  private final HttpServer server;

  /** Requests that are answered before one is not. */
  int answersBeforeFailure = Integer.MAX_VALUE;

  /** Whether the request that is not answered is carried out. */
  boolean carriesOut;

  /** A run; equal values of a metric at the same time and step are one, as MLflow has it. */
  static final class Run {
    final String id;
    final JsonNode created;
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> params = new TreeMap<>();
    final Map<String, TreeSet<Long>> steps = new TreeMap<>();
    final List<String> values = new ArrayList<>();
    String status = "RUNNING";

    Run(String id, JsonNode created) {
      this.id = id;
      this.created = created;
    }

    String name() {
      return created.get("run_name").asString();
    }

    Map<String, Object> json() {
      List<Map<String, Object>> metrics = new ArrayList<>();
      steps.forEach((key, all) -> metrics.add(Map.of("key", key, "step", all.last())));
      List<Map<String, String>> pairs = new ArrayList<>();
      tags.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
      return Map.of(
          "info",
          Map.of(
              "run_id",
              id,
              "start_time",
              created.get("start_time").asLong(),
              "artifact_uri",
              "mlflow-artifacts:/1/" + id + "/artifacts"),
          "data",
          Map.of("metrics", metrics, "tags", pairs));
    }
  }

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  MlflowClient client() {
    return new MlflowClient(uri() + "/", environment);
  }

  Run named(String name) {
    return runs.values().stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean fails = answersBeforeFailure-- == 0;
      if (fails && !carriesOut) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      Object answer;
      try {
        answer = carriedOut(path, body);
      } catch (IllegalArgumentException e) {
        send(exchange, 400, Map.of("error_code", "INVALID", "message", e.getMessage()));
        return;
      }
      if (fails || answer == null) {
        send(exchange, fails ? 503 : 404, Map.of("error_code", "RESOURCE_DOES_NOT_EXIST"));
        return;
      }
      send(exchange, 200, answer);
    }
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] bytes = JsonMapper.shared().writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Object carriedOut(String path, String body) {
    String method = path.substring(path.lastIndexOf("mlflow/") + "mlflow/".length());
    if (path.contains("/mlflow-artifacts/")) {
      files.put(path.substring(path.lastIndexOf('/') + 1), body);
      return Map.of();
    }
    requests.add(method);
    JsonNode given = JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
    return switch (method) {
      case "experiments/get-by-name" -> runs.isEmpty() ? null : experiment();
      case "experiments/create" -> Map.of("experiment_id", "1");
      case "runs/search" -> found(given);
      case "runs/create" -> created(given);
      case "runs/log-batch" -> logged(given);
      case "runs/update" -> {
        runs.get(given.get("run_id").asString()).status = given.get("status").asString();
        yield Map.of();
      }
      default -> null;
    };
  }

  /** A page has two. */
  private Object found(JsonNode given) {
    List<Run> all =
        runs.values().stream()
            .filter(
                run ->
                    given
                        .get("filter")
                        .asString()
                        .equals("tags.`gpicl.sweep` = '" + run.tags.get("gpicl.sweep") + "'"))
            .toList();
    int from = Integer.parseInt(given.path("page_token").asString("0"));
    int to = Math.min(all.size(), from + 2);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("runs", all.subList(from, to).stream().map(Run::json).toList());
    if (to < all.size()) {
      page.put("next_page_token", String.valueOf(to));
    }
    return page;
  }

  private static Map<String, Object> experiment() {
    return Map.of("experiment", Map.of("experiment_id", "1"));
  }

  private Object created(JsonNode given) {
    Run run = new Run("run-" + runs.size(), given);
    runs.put(run.id, run);
    given.get("tags").forEach(tag -> put(run.tags, tag));
    return Map.of("run", run.json());
  }

  private Object logged(JsonNode given) {
    Run run = runs.get(given.get("run_id").asString());
    given.path("params").forEach(param -> put(run.params, param));
    given.path("tags").forEach(tag -> put(run.tags, tag));
    if (run.name().equals(refusedCell)) {
      throw new IllegalArgumentException("Invalid metric");
    }
    for (JsonNode metric : given.path("metrics")) {
      String name = metric.get("key").asString();
      if (!name.matches("[\\w. -]+")) {
        throw new IllegalArgumentException("Invalid metric name: " + name);
      }
      String value = metric.toString();
      if (!run.values.contains(value)) {
        run.values.add(value);
        run.steps
            .computeIfAbsent(metric.get("key").asString(), key -> new TreeSet<>())
            .add(metric.get("step").asLong());
      }
    }
    return Map.of();
  }

  private static void put(Map<String, String> pairs, JsonNode pair) {
    pairs.put(pair.get("key").asString(), pair.get("value").asString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
