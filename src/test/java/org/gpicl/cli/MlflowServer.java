package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.Needs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real MLflow server, which can be killed and started again. */
final class MlflowServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final int port;
  private Process process;

  MlflowServer(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
  }

  String uri() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns once it answers. */
  void start() throws Exception {
    process =
        new ProcessBuilder(
                program(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + directory.resolve("mlflow.db"),
                "--artifacts-destination",
                directory.resolve("artifacts").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      assertThat(process.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
      assertThat(System.nanoTime()).as("MLflow answers").isLessThan(until);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private boolean answers() {
    try {
      return get("/health").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String program() {
    for (String program : List.of(Python.ENVIRONMENT + "mlflow", "mlflow")) {
      try {
        if (new ProcessBuilder(program, "--version").start().waitFor() == 0) {
          return program;
        }
      } catch (IOException thereIsNone) {
        // The next one may be there.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Needs.missing("MLflow");
  }

  /** It and its workers end at once. */
  void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** All runs of the experiment gpicl. */
  List<JsonNode> runs() throws Exception {
    JsonNode experiment =
        JsonMapper.shared()
            .readTree(get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=gpicl").body());
    if (experiment.get("experiment") == null) {
      return List.of();
    }
    String id = experiment.at("/experiment/experiment_id").asString();
    HttpRequest search =
        HttpRequest.newBuilder(URI.create(uri() + "/api/2.0/mlflow/runs/search"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JsonMapper.shared()
                        .writeValueAsString(
                            Map.of("experiment_ids", List.of(id), "max_results", 1000))))
            .build();
    String found = http.send(search, HttpResponse.BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(found).path("runs").valueStream().toList();
  }

  /** The steps at which a run has values of a metric. */
  List<Long> steps(JsonNode run, String metric) throws Exception {
    String path =
        "/api/2.0/mlflow/metrics/get-history?max_results=25000&run_id=%s&metric_key=%s"
            .formatted(run.at("/info/run_id").asString(), metric);
    List<Long> steps = new ArrayList<>();
    for (JsonNode value : JsonMapper.shared().readTree(get(path).body()).path("metrics")) {
      steps.add(value.path("step").asLong(0));
    }
    return steps.stream().sorted().toList();
  }

  /** The names of a run's files. */
  List<String> files(JsonNode run) throws Exception {
    String path = "/api/2.0/mlflow/artifacts/list?run_id=" + run.at("/info/run_id").asString();
    return JsonMapper.shared()
        .readTree(get(path).body())
        .path("files")
        .valueStream()
        .map(file -> file.get("path").asString())
        .toList();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
