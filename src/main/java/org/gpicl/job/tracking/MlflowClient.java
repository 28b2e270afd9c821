package org.gpicl.job.tracking;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests to MLflow's REST interface that a sweep needs. Its own Java client brings a second
 * HTTP client and a second JSON library, and has no upload of files.
 *
 * <p>Source: MLflow's REST API, version 2.0.
 */
final class MlflowClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration UPLOAD = Duration.ofMinutes(10);
  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final String SERVED_FILES = "mlflow-artifacts";

  /** What one request may log at most. */
  private static final int MOST_METRICS = 1000;

  private static final int MOST_PARAMS = 100;
  private static final int RUNS_A_PAGE = 1000;

  private final RestClient http;
  private final RestClient uploads;

  /**
   * @param environment has names and passwords, as MLflow's own clients call them
   * @throws TrackerException if these cannot be sent
   */
  MlflowClient(String uri, Map<String, String> environment) {
    String address = uri.strip().replaceFirst("/+$", "");
    HttpHeaders headers = new HttpHeaders();
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "").strip();
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "").strip();
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "").strip();
    if ((token + user + password).chars().anyMatch(Character::isISOControl) || user.contains(":")) {
      throw TrackerException.away(
          "MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD or MLFLOW_TRACKING_TOKEN has characters that cannot be sent",
          null);
    }
    if (!token.isEmpty()) {
      headers.setBearerAuth(token);
    } else if (!user.isEmpty()) {
      headers.setBasicAuth(user, password, StandardCharsets.UTF_8);
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    this.http = rest(client, address, headers, ANSWER);
    this.uploads = rest(client, address, headers, UPLOAD);
  }

  private static RestClient rest(
      HttpClient client, String address, HttpHeaders headers, Duration timeout) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
    requests.setReadTimeout(timeout);
    return RestClient.builder()
        .requestFactory(requests)
        .baseUrl(address)
        .defaultHeaders(all -> all.addAll(headers))
        .build();
  }

  /** The id of an experiment, which is made if it is not there. */
  String experiment(String name) {
    try {
      return text(
          get("experiments/get-by-name", "experiment_name", name), "/experiment/experiment_id");
    } catch (TrackerException e) {
      if (e.getCause() instanceof HttpClientErrorException.NotFound) {
        return text(post("experiments/create", Map.of("name", name)), "/experiment_id");
      }
      throw e;
    }
  }

  /** All runs with a tag. */
  List<MlflowRun> runs(String experiment, String tag, String value) {
    List<MlflowRun> runs = new ArrayList<>();
    String page = "";
    do {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("experiment_ids", List.of(experiment));
      query.put("filter", "tags.`%s` = '%s'".formatted(tag, value));
      query.put("max_results", RUNS_A_PAGE);
      if (!page.isEmpty()) {
        query.put("page_token", page);
      }
      JsonNode found = post("runs/search", query);
      found.path("runs").forEach(run -> runs.add(run(run)));
      page = found.path("next_page_token").asString("");
    } while (!page.isEmpty());
    return runs;
  }

  private static MlflowRun run(JsonNode run) {
    Map<String, String> tags = new HashMap<>();
    for (JsonNode tag : run.at("/data/tags")) {
      String key = tag.path("key").asString("");
      if (MlflowRun.KEPT_TAGS.contains(key)) {
        tags.put(key, tag.path("value").asString(""));
      }
    }
    Map<String, Long> newest = new HashMap<>();
    for (JsonNode metric : run.at("/data/metrics")) {
      newest.put(metric.path("key").asString(""), metric.path("step").asLong(0));
    }
    return new MlflowRun(
        text(run, "/info/run_id"),
        run.at("/info/start_time").asLong(0),
        run.at("/info/artifact_uri").asString(""),
        tags,
        newest);
  }

  private static String text(JsonNode answer, String path) {
    JsonNode found = answer.at(path);
    if (!found.isString()) {
      throw MlflowFailure.noMlflow(null);
    }
    return found.asString();
  }

  MlflowRun create(String experiment, String name, long startedAt, Map<String, String> tags) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("experiment_id", experiment);
    run.put("run_name", name);
    run.put("start_time", startedAt);
    run.put("tags", pairs(tags));
    return run(post("runs/create", run).path("run"));
  }

  void log(MlflowRun run, MlflowRun.Log log) {
    batches(run, "params", pairs(log.params()), MOST_PARAMS);
    batches(
        run,
        "metrics",
        log.metrics().stream().map(metric -> metric(run, metric)).toList(),
        MOST_METRICS);
  }

  private void batches(MlflowRun run, String what, List<?> all, int most) {
    for (int from = 0; from < all.size(); from += most) {
      batch(run, what, all.subList(from, Math.min(all.size(), from + most)));
    }
  }

  /** With a time that follows from the step, so that a value that is sent again is the same. */
  private static Map<String, Object> metric(MlflowRun run, SweepTracker.Metric metric) {
    return Map.of(
        "key", metric.key(),
        "value", metric.value(),
        "step", metric.step(),
        "timestamp", run.startedAt() + metric.step());
  }

  void tag(MlflowRun run, Map<String, String> tags) {
    batch(run, "tags", pairs(tags));
  }

  private void batch(MlflowRun run, String what, List<?> some) {
    post("runs/log-batch", Map.of("run_id", run.id(), what, some));
  }

  private static List<Map<String, String>> pairs(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> Map.of("key", entry.getKey(), "value", entry.getValue()))
        .toList();
  }

  /**
   * @param endedAt in milliseconds; empty if it has not ended
   */
  void status(MlflowRun run, SweepTracker.Status status, Optional<Long> endedAt) {
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("run_id", run.id());
    update.put("status", status);
    endedAt.ifPresent(at -> update.put("end_time", at));
    post("runs/update", update);
  }

  /** Whether files go through the server, so that they can be uploaded. */
  static boolean takesFiles(MlflowRun run) {
    return run.artifacts().startsWith(SERVED_FILES + ":");
  }

  void upload(MlflowRun run, Path file) {
    String path = FILES + URI.create(run.artifacts()).getPath() + "/" + file.getFileName();
    try {
      uploads
          .put()
          .uri(builder -> builder.path(path).build())
          .contentType(MediaType.APPLICATION_OCTET_STREAM)
          .body(new FileSystemResource(file))
          .retrieve()
          .toBodilessEntity();
    } catch (RestClientException e) {
      throw MlflowFailure.of(e);
    }
  }

  private JsonNode get(String method, String name, String value) {
    return answer(
        http.get()
            .uri(builder -> builder.path(API + method).queryParam(name, "{value}").build(value)));
  }

  private JsonNode post(String method, Map<String, ?> body) {
    return answer(
        http.post()
            .uri(API + method)
            .contentType(MediaType.APPLICATION_JSON)
            .body(JsonMapper.shared().writeValueAsString(body)));
  }

  private static JsonNode answer(RestClient.RequestHeadersSpec<?> request) {
    try {
      return json(request.retrieve().body(String.class));
    } catch (RestClientException e) {
      throw MlflowFailure.of(e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JsonMapper.shared().readTree(body == null ? "" : body);
    } catch (JacksonException e) {
      throw MlflowFailure.noMlflow(e);
    }
  }
}
