package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/metrics.md: what gpicl has to show. */
record MetricsTable(List<Metric> metrics) {
  private static final Path DOCUMENT = Path.of("docs", "metrics.md");
  private static final Pattern NAME = Pattern.compile("gpicl_[a-z0-9_]+");

  /** A row, or what a row says of one of several names. */
  record Metric(String name, String type, List<String> tags) {
    /** As Prometheus has it: a timer and a summary are three series. */
    List<String> series() {
      return switch (type) {
        case "timer", "summary" -> List.of(name + "_count", name + "_sum", name + "_max");
        default -> List.of(name);
      };
    }
  }

  static MetricsTable read() throws IOException {
    assertThat(DOCUMENT)
        .as("the document of all metrics; it comes with the branch that implements them")
        .exists();
    List<Metric> metrics = new ArrayList<>();
    List<String> header = List.of();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (!line.startsWith("|")) {
        continue;
      }
      List<String> columns = columns(line);
      if (columns.contains("prometheus")) {
        header = columns;
      } else if (columns.size() == header.size()) {
        String type = columns.get(header.indexOf("type"));
        List<String> tags = words(columns.get(header.indexOf("tags")));
        Matcher names = NAME.matcher(columns.get(header.indexOf("prometheus")));
        while (names.find()) {
          metrics.add(new Metric(names.group(), type, tags));
        }
      }
    }
    assertThat(metrics).as("rows of a table with the columns Prometheus, type, tags").isNotEmpty();
    return new MetricsTable(metrics);
  }

  Set<String> series() {
    return metrics.stream()
        .flatMap(metric -> metric.series().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.split("\\|", -1))
        .skip(1)
        .map(column -> column.replace("`", "").strip().toLowerCase())
        .toList();
  }

  private static List<String> words(String column) {
    return Arrays.stream(column.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
