package org.gpicl.grafana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gpicl.grafana.MetricsTable.Metric;

/**
 * Each metric of docs/metrics.md with some value, and those of the JVM that Spring Boot registers.
 * Counters grow by one with each scrape.
 */
final class SampleMetrics implements MetricsSource {
  private static final String PATH = "/actuator/prometheus";
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "state", List.of("pending", "running", "stopped", "done", "failed", "quarantined"),
          "phase", List.of("plan", "generate", "train", "evaluate", "report"),
          "outcome", List.of("done", "failed", "stopped", "refused", "broken", "started", "missed"),
          "worker", List.of("1", "2"));

  private final PrometheusMeterRegistry jvm = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LogbackMetrics log = new LogbackMetrics();
  private final AtomicLong scrapes = new AtomicLong();
  private final List<Metric> metrics;
  private final HttpServer server;

  private SampleMetrics(List<Metric> metrics) throws IOException {
    this.metrics = metrics;
    new JvmMemoryMetrics().bindTo(jvm);
    new JvmThreadMetrics().bindTo(jvm);
    new ProcessorMetrics().bindTo(jvm);
    new UptimeMetrics().bindTo(jvm);
    log.bindTo(jvm);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  static SampleMetrics withGpu() throws IOException {
    return new SampleMetrics(MetricsTable.read().metrics());
  }

  static SampleMetrics withoutGpu() throws IOException {
    return new SampleMetrics(
        MetricsTable.read().metrics().stream()
            .filter(metric -> !metric.name().startsWith("gpicl_gpu_"))
            .toList());
  }

  @Override
  public URI metrics() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  @Override
  public void close() {
    server.stop(0);
    log.close();
    jvm.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] text = (jvm.scrape() + sample()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private String sample() {
    long scrape = scrapes.incrementAndGet();
    StringBuilder text = new StringBuilder();
    for (Metric metric : metrics) {
      for (String series : metric.series()) {
        boolean grows = !metric.type().equals("gauge") && !series.endsWith("_max");
        for (String labels : labels(metric.tags())) {
          text.append("%s{%s} %d%n".formatted(series, labels, grows ? scrape : 1));
        }
      }
    }
    return text.toString();
  }

  /** One set of labels for each combination of their values. */
  private static List<String> labels(List<String> tags) {
    List<String> sets = List.of("");
    for (String tag : tags) {
      List<String> longer = new ArrayList<>();
      for (String set : sets) {
        for (String value : VALUES.getOrDefault(tag, List.of("some"))) {
          longer.add(set + tag + "=\"" + value + "\",");
        }
      }
      sets = longer;
    }
    return sets;
  }
}
