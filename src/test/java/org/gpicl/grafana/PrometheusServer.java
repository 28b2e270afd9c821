package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus of its own, in a given directory, on loopback, that scrapes every second. */
final class PrometheusServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path RULES = Path.of("grafana", "alerts", "gpicl.rules.yml");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private PrometheusServer(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** With the project's alert rules; returns when the source was scraped twice. */
  static PrometheusServer scraping(MetricsSource source, Path directory) throws Exception {
    Path program = Tool.find("prometheus");
    URI metrics = source.metrics();
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: gpicl
                metrics_path: %s
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(RULES.toAbsolutePath(), metrics.getPath(), metrics.getAuthority()));
    Path log = directory.resolve("prometheus.log");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, port, log);
    try {
      server.await("an answer", PATIENCE, server::ready);
      // A rate needs two.
      server.await(
          "two scrapes of " + metrics,
          PATIENCE,
          () -> server.hasData("sum_over_time(up{job=\"gpicl\"}[1m]) >= 2"));
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  boolean hasData(String expression) {
    return !query(expression).path("result").isEmpty();
  }

  /**
   * Those of some expressions that have no data, however often they are asked in that time. One
   * that once had data is not asked again: what a panel shows may come and go with the phases of a
   * run.
   */
  List<String> withoutData(Collection<String> expressions, Duration patience) {
    Set<String> left = new LinkedHashSet<>(expressions);
    long end = System.nanoTime() + patience.toNanos();
    do {
      left.removeIf(this::hasData);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    } while (!left.isEmpty() && System.nanoTime() < end);
    return List.copyOf(left);
  }

  /** The {@code data} of Prometheus' answer. */
  JsonNode query(String expression) {
    String form = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer =
        ask(
            HttpRequest.newBuilder(uri("/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    if (!answer.path("status").asString("").equals("success")) {
      fail(answer.path("error").asString("") + "\nin " + expression);
    }
    return answer.path("data");
  }

  /** The rules that it has loaded and evaluated. */
  JsonNode rules() {
    return ask(HttpRequest.newBuilder(uri("/api/v1/rules"))).path("data");
  }

  void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        fail("Prometheus ended before " + what + ":\n" + log());
      }
      if (System.nanoTime() > end) {
        fail("waited too long for " + what + ":\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean ready() {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri("/-/ready")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode ask(HttpRequest.Builder request) {
    try {
      return JsonMapper.shared()
          .readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return fail("Prometheus does not answer:\n" + log(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
