package org.gpicl.report.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.ResultsCsv;

/**
 * {@code compare.csv}: for every place of both sweeps and every evaluation a line for each seed,
 * and one with an empty {@code seed} for the means over the seeds that both have, or that each has
 * where they have none in common. Where only one has a value, the other's field is empty.
 */
final class ComparisonCsv {
  /** The last columns; what either sweep varies has columns between seed and these. */
  static final String VALUES =
      "dataset,a,b,difference,standard_error,seeds_a,seeds_b,"
          + "pairs,error_over,exceeds_twice_error";

  private final StringBuilder csv;
  private final Grid.Place place;
  private final List<String> settings;
  private final String evaluation;

  private ComparisonCsv(
      StringBuilder csv, Grid.Place place, List<String> settings, String evaluation) {
    this.csv = csv;
    this.place = place;
    this.settings = settings;
    this.evaluation = evaluation;
  }

  static String of(SweepComparison comparison) {
    List<String> columns = new ArrayList<>(List.of(ResultsCsv.PLACE));
    columns.addAll(comparison.swept());
    columns.add(VALUES);
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (Grid.Place place : comparison.allPlaces()) {
      for (String evaluation : comparison.evaluations()) {
        new ComparisonCsv(csv, place, settings(comparison.swept(), place), evaluation)
            .append(comparison.at(place, evaluation));
      }
    }
    return csv.toString();
  }

  private static List<String> settings(List<String> swept, Grid.Place place) {
    Map<String, String> values = new HashMap<>();
    place.swept().forEach(setting -> values.put(setting.path(), setting.value()));
    return swept.stream().map(path -> values.getOrDefault(path, "")).toList();
  }

  private void append(Difference difference) {
    Set<Integer> seeds = new TreeSet<>(difference.first().keySet());
    seeds.addAll(difference.second().keySet());
    for (int seed : seeds) {
      Difference one =
          new Difference(only(difference.first(), seed), only(difference.second(), seed));
      line(String.valueOf(seed), one);
    }
    if (!seeds.isEmpty()) {
      line("", difference);
    }
  }

  private static Map<Integer, Difference.Measured> only(
      Map<Integer, Difference.Measured> values, int seed) {
    return values.containsKey(seed) ? Map.of(seed, values.get(seed)) : Map.of();
  }

  private void line(String seed, Difference difference) {
    boolean known = difference.measured() && !Double.isNaN(difference.standardError());
    List<Object> fields =
        new ArrayList<>(List.of(place.kind().key(), place.tasks(), place.hidden(), seed));
    fields.addAll(settings);
    fields.addAll(
        List.of(
            evaluation,
            number(difference.firstMean()),
            number(difference.secondMean()),
            number(difference.difference()),
            number(difference.standardError()),
            difference.first().size(),
            difference.second().size(),
            difference.pairs().size(),
            known ? difference.overSeeds() ? "seeds" : "tasks" : "",
            known ? (Object) difference.exceedsError() : ""));
    CsvLine.append(csv, fields.toArray());
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }
}
