package org.gpicl.report.comparison;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;

/**
 * {@code compare.csv}: for every place of both sweeps and every evaluation a line for each seed,
 * and one with an empty {@code seed} for the means over the seeds that both have, or that each has
 * where they have none in common. Where only one has a value, the other's field is empty.
 */
final class ComparisonCsv {
  static final String HEADING =
      "model,n_tasks,hidden,seed,dataset,a,b,difference,standard_error,seeds_a,seeds_b,"
          + "pairs,error_over,exceeds_twice_error";

  private ComparisonCsv() {}

  static String of(SweepComparison comparison) {
    StringBuilder csv = new StringBuilder(HEADING).append('\n');
    Set<Grid.Place> places = new LinkedHashSet<>(comparison.places());
    comparison.first().outcomes().forEach(o -> places.add(Grid.Place.of(o.cell())));
    comparison.second().outcomes().forEach(o -> places.add(Grid.Place.of(o.cell())));
    for (Grid.Place place : places) {
      for (String evaluation : comparison.evaluations()) {
        append(csv, place, evaluation, comparison.at(place, evaluation));
      }
    }
    return csv.toString();
  }

  private static void append(
      StringBuilder csv, Grid.Place place, String evaluation, Difference difference) {
    Set<Integer> seeds = new TreeSet<>(difference.first().keySet());
    seeds.addAll(difference.second().keySet());
    for (int seed : seeds) {
      Difference one =
          new Difference(only(difference.first(), seed), only(difference.second(), seed));
      line(csv, place, String.valueOf(seed), evaluation, one);
    }
    if (!seeds.isEmpty()) {
      line(csv, place, "", evaluation, difference);
    }
  }

  private static Map<Integer, Difference.Measured> only(
      Map<Integer, Difference.Measured> values, int seed) {
    return values.containsKey(seed) ? Map.of(seed, values.get(seed)) : Map.of();
  }

  private static void line(
      StringBuilder csv, Grid.Place place, String seed, String evaluation, Difference difference) {
    boolean known = difference.measured() && !Double.isNaN(difference.standardError());
    CsvLine.append(
        csv,
        place.kind().key(),
        place.tasks(),
        place.hidden(),
        seed,
        evaluation,
        number(difference.firstMean()),
        number(difference.secondMean()),
        number(difference.difference()),
        number(difference.standardError()),
        difference.first().size(),
        difference.second().size(),
        difference.pairs().size(),
        known ? difference.overSeeds() ? "seeds" : "tasks" : "",
        known ? (Object) difference.exceedsError() : "");
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }
}
