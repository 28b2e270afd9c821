package org.gpicl.bench.timing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gpicl.report.table.TextTable;

/** A table of results: rows of named numbers, for people and for programs. */
public final class Section {
  private static final double BUSY = 1.1;

  private final String key;
  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private double busiest;

  /**
   * Starts a table.
   *
   * @param key its name in JSON
   * @param title what its numbers are, with their unit
   */
  public Section(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Adds a row; add its numbers in the order of the columns. */
  public Row row(String name) {
    Row row = new Row(name);
    rows.add(row);
    return row;
  }

  public final class Row {
    private final String name;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();

    private Row(String name) {
      this.name = name;
    }

    /** Adds a number, shown with three significant digits. */
    public Row number(String column, double value) {
      values.put(column, value);
      shown.put(column, threeDigits(value));
      return this;
    }

    public Row percent(String column, double fraction) {
      values.put(column, fraction);
      String format = fraction < 0.0995 ? "%.1f %%" : "%.0f %%";
      shown.put(column, String.format(Locale.ROOT, format, 100 * fraction));
      return this;
    }

    /** Says why there is no number. */
    public Row text(String column, String reason) {
      shown.put(column, reason);
      return this;
    }

    /** Adds timings, and how long the last one took in relation to the first. */
    public Row timings(List<Timing> timings) {
      timings.forEach(this::timing);
      for (Timing other : timings.subList(1, timings.size())) {
        number("ratio", other.milliseconds() / timings.get(0).milliseconds());
      }
      return this;
    }

    /** Adds a timing: tables show the median, the rest is for programs. */
    public Row timing(Timing timing) {
      number(timing.name() + " ms", timing.milliseconds());
      values.put(timing.name() + " least ms", timing.least());
      values.put(timing.name() + " wall ms", timing.wall());
      values.put(timing.name() + " process ms", timing.process());
      values.put(timing.name() + " runs", (double) timing.runs());
      busiest = Math.max(busiest, timing.wall() / timing.milliseconds());
      return this;
    }
  }

  private static String threeDigits(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** The table as text, with dashes for missing numbers. */
  public String text() {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.shown.keySet()));
    TextTable table = new TextTable();
    table.column("", false, rows.stream().map(row -> row.name).toList());
    for (String column : columns) {
      table.column(
          column, true, rows.stream().map(row -> row.shown.getOrDefault(column, "-")).toList());
    }
    return title + System.lineSeparator() + table.text("  ") + note();
  }

  private String note() {
    return busiest < BUSY
        ? ""
        : "The machine was busy with other work: elapsed times were up to %.1f times processor times.%n"
            .formatted(busiest);
  }

  /** The table for programs, with unrounded numbers. */
  public Map<String, Object> json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", row.name);
      one.putAll(row.values);
      all.add(one);
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("section", key);
    section.put("title", title);
    section.put("rows", all);
    return section;
  }
}
