package org.gpicl.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Gauges with one series for each thing of a kind. The series of a thing that is gone goes too; one
 * that stays is never taken away for a moment, so that a scrape in between would miss it.
 *
 * @param <T> what has a series
 */
final class Rows<T> {
  private final MeterRegistry registry;
  private final Function<Readings, Stream<T>> things;
  private final Function<T, Tags> tags;
  private final List<Gauge> gauges = new ArrayList<>();

  Rows(MeterRegistry registry, Function<Readings, Stream<T>> things, Function<T, Tags> tags) {
    this.registry = registry;
    this.things = things;
    this.tags = tags;
  }

  private static final class Shown {
    volatile double number;
  }

  private final class Gauge {
    private final MultiGauge series;
    private final ToDoubleFunction<T> value;
    private final Map<Tags, Shown> shown = new HashMap<>();

    Gauge(MultiGauge series, ToDoubleFunction<T> value) {
      this.series = series;
      this.value = value;
    }

    void show(Map<Tags, T> now) {
      Set<Tags> known = new HashSet<>();
      now.forEach(
          (key, thing) -> {
            double number = value.applyAsDouble(thing);
            if (!Double.isNaN(number)) {
              known.add(key);
              shown.computeIfAbsent(key, k -> new Shown()).number = number;
            }
          });
      shown.keySet().retainAll(known);
      List<MultiGauge.Row<?>> rows = new ArrayList<>();
      shown.forEach((key, one) -> rows.add(MultiGauge.Row.of(key, one, s -> s.number)));
      series.register(rows);
    }
  }

  /**
   * Adds a gauge.
   *
   * @param value NaN for a thing without a series
   */
  Rows<T> gauge(String name, String unit, String description, ToDoubleFunction<T> value) {
    gauges.add(
        new Gauge(
            MultiGauge.builder(name)
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry),
            value));
    return this;
  }

  void show(Readings readings) {
    Map<Tags, T> now = new HashMap<>();
    things.apply(readings).forEach(thing -> now.put(tags.apply(thing), thing));
    gauges.forEach(gauge -> gauge.show(now));
  }
}
