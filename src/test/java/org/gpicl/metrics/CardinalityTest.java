package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A sweep of hundreds of cells has no more series than a small one. */
class CardinalityTest {
  private static final int CELLS = 500;
  private static final Pattern CELL = Pattern.compile("cell=\"([^\"]+)\"");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SweepMeters meters = new SweepMeters(registry);

  private Set<String> cells() {
    return CELL.matcher(registry.scrape())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void onlyCellsInTrainingHaveSeries() {
    meters.show(SomeReadings.withCells(List.of()));
    int before = registry.getMeters().size();
    int most = 0;
    for (int cell = 0; cell + 1 < CELLS; cell++) {
      meters.show(
          SomeReadings.withCells(
              List.of(SomeReadings.cell("c" + cell), SomeReadings.cell("c" + (cell + 1)))));
      most = Math.max(most, registry.getMeters().size());
      assertThat(cells()).containsExactlyInAnyOrder("c" + cell, "c" + (cell + 1));
    }
    assertThat(most - before).isEqualTo(2 * 8);
    meters.show(SomeReadings.withCells(List.of()));
    assertThat(cells()).isEmpty();
    assertThat(registry.getMeters()).hasSize(before);
  }
}
