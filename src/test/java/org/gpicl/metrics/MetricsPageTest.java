package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of docs/metrics.md and the registry say the same. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("docs/metrics.md");
  private static final Pattern FAMILY = Pattern.compile("# TYPE (gpicl_\\w+) (\\w+)");

  private record Documented(String prometheus, String type, String unit, String tags) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  MetricsPageTest() {
    new SweepMeters(registry).show(SomeReadings.all());
  }

  private static Map<String, Documented> page() throws IOException {
    Map<String, Documented> rows = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `gpicl.")) {
        List<String> columns =
            List.of(line.split("\\|")).stream().map(c -> c.strip().replace("`", "")).toList();
        assertThat(columns.get(6)).as("the meaning of " + columns.get(1)).isNotBlank();
        Documented before =
            rows.put(
                columns.get(1),
                new Documented(columns.get(2), columns.get(3), columns.get(4), columns.get(5)));
        assertThat(before).as("a second row for " + columns.get(1)).isNull();
      }
    }
    return rows;
  }

  private static Documented documented(Meter meter, Map<String, String> types) {
    String unit = Objects.requireNonNullElse(meter.getId().getBaseUnit(), "");
    String name = meter.getId().getName().replace('.', '_');
    String type = meter.getId().getType().name().toLowerCase(java.util.Locale.ROOT);
    String kind =
        switch (type) {
          case "distribution_summary" -> "summary";
          default -> type;
        };
    // A timer counts in whatever the registry counts in.
    String shown = kind.equals("timer") ? "seconds" : unit;
    String prometheus =
        name + (shown.isEmpty() ? "" : "_" + shown) + (kind.equals("counter") ? "_total" : "");
    assertThat(types).as("what Prometheus sees").containsKey(prometheus);
    String tags =
        meter.getId().getTags().stream()
            .map(Tag::getKey)
            .sorted()
            .collect(Collectors.joining(", "));
    return new Documented(prometheus, kind, shown, tags);
  }

  /** What is really there, by the names that Prometheus sees. */
  private Map<String, String> families() {
    return FAMILY
        .matcher(registry.scrape())
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  @Test
  void everyMeterIsInTheTableAndNothingElse() throws IOException {
    Map<String, String> families = families();
    Map<String, Documented> registered = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      registered.put(meter.getId().getName(), documented(meter, families));
    }
    assertThat(page()).isEqualTo(registered);
  }

  @Test
  void prometheusSeesNothingThatTheTableDoesNotName() throws IOException {
    List<String> named = page().values().stream().map(Documented::prometheus).toList();
    assertThat(families().keySet())
        .allSatisfy(family -> assertThat(named).contains(family.replaceFirst("_max$", "")));
  }

  @Test
  void everyMeterSaysWhatItIs() {
    assertThat(registry.getMeters())
        .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
  }
}
