package org.gpicl.report.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.report.SettingColumns;
import org.gpicl.report.figure.Tropic;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.table.TextTable;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.SweepDifference;

/** Two sweeps side by side for a terminal: A is the first, B the second. */
final class ComparisonTable {
  private static final String SURE = "*";
  private static final int WIDTH = 100;
  private static final List<String> SHOWN = List.of(Evaluation.SEEN, EvaluationSet.UNSEEN);
  private static final int MOST_KEYS = 6;
  private static final int MOST_ROWS = 250;
  private static final String GAP = "  ";

  private final SweepComparison comparison;
  private final List<Grid.Place> all;
  private final List<Grid.Place> places;
  private final boolean sure;

  ComparisonTable(SweepComparison comparison) {
    this.comparison = comparison;
    this.all = comparison.places().stream().filter(p -> !comparison.skipped(p)).toList();
    this.places = all.subList(0, Math.min(all.size(), MOST_ROWS));
    this.sure = sure();
  }

  /**
   * The whole text.
   *
   * @param boundaries what follows the table; may be empty
   */
  String text(String boundaries) {
    StringBuilder text = new StringBuilder();
    text.append(title("A", comparison.first())).append(title("B", comparison.second()));
    text.append('\n').append(settings());
    if (!places.isEmpty()) {
      text.append('\n').append(table());
    }
    if (places.size() < all.size()) {
      text.append(
          "\n%s of %s lines are left out; compare.csv has all of them.\n"
              .formatted(Labels.grouped(all.size() - places.size()), Labels.grouped(all.size())));
    }
    if (sure) {
      text.append("\n* more than twice its standard error\n");
    }
    text.append(boundaries.isEmpty() ? "" : "\n").append(boundaries);
    only(text, "A", comparison.onlyInFirst());
    only(text, "B", comparison.onlyInSecond());
    return text.toString().stripTrailing();
  }

  private static String title(String letter, Grid grid) {
    return "%s: sweep %s, recipe %s, %d of %d cells done%n"
        .formatted(
            letter,
            grid.sweep().name(),
            grid.sweep().recipe().key(),
            grid.count(CellStatus.DONE),
            grid.outcomes().size());
  }

  private String settings() {
    List<SweepDifference.Change> changes = comparison.changes();
    if (changes.isEmpty()) {
      return "Settings are the same wherever both have cells.\n";
    }
    StringBuilder text = new StringBuilder("Settings that differ, A | B:\n");
    for (SweepDifference.Change change : changes) {
      String line =
          "  %s: %s | %s (%s)"
              .formatted(
                  change.setting(),
                  OneLine.of(change.from()),
                  OneLine.of(change.to()),
                  Labels.count(change.keys().size(), "cell", "cells"));
      text.append(OneLine.cut(line, WIDTH)).append('\n');
    }
    return text.toString();
  }

  private String table() {
    TextTable place = new TextTable();
    place.column("model", false, each(one -> one.kind().key()));
    place.column("tasks", true, each(one -> Labels.grouped(one.tasks())));
    place.column("hidden", true, each(one -> String.valueOf(one.hidden())));
    SettingColumns columns =
        new SettingColumns(comparison.swept(), places.stream().map(Grid.Place::swept).toList());
    TextTable beside = accuracies(SHOWN);
    return columns
        .within(place, GAP, WIDTH - beside.width(GAP) - GAP.length())
        .map(keyed -> text(keyed.table().and(beside).text(GAP), keyed.legend()))
        .orElseGet(() -> below(place, columns));
  }

  /** Unseen tasks in a table of their own. */
  private String below(TextTable place, SettingColumns columns) {
    List<SettingColumns.Added> tables =
        SHOWN.stream()
            .map(evaluation -> accuracies(List.of(evaluation)))
            .map(accuracies -> columns.between(place, accuracies, GAP, WIDTH))
            .toList();
    String longest =
        tables.stream()
            .map(SettingColumns.Added::legend)
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    return text(
        tables.stream().map(one -> one.table().text(GAP)).collect(Collectors.joining("\n")),
        longest);
  }

  private static String text(String tables, String legend) {
    return legend.isEmpty() ? tables : tables + "\n" + legend;
  }

  private TextTable accuracies(List<String> evaluations) {
    TextTable table = new TextTable();
    table.column("seeds", true, each(this::seeds));
    for (String evaluation : evaluations) {
      Function<Grid.Place, Difference> at = place -> comparison.at(place, evaluation);
      table.column(evaluation + " A", true, each(at.andThen(d -> accuracy(d.firstMean()))));
      table.column("B", true, each(at.andThen(d -> accuracy(d.secondMean()))));
      table.column("B - A", true, each(at.andThen(this::marked)));
    }
    return table;
  }

  private List<String> each(Function<Grid.Place, String> ofPlace) {
    return places.stream().map(ofPlace).toList();
  }

  private String seeds(Grid.Place place) {
    Difference seen = comparison.at(place, Evaluation.SEEN);
    if (!seen.pairs().isEmpty()) {
      return String.valueOf(seen.pairs().size());
    }
    int a = seen.first().size();
    int b = seen.second().size();
    return a == b ? String.valueOf(a) : a + " | " + b;
  }

  private static String accuracy(double mean) {
    return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.3f", mean);
  }

  private boolean sure() {
    return places.stream()
        .anyMatch(place -> SHOWN.stream().anyMatch(e -> comparison.at(place, e).exceedsError()));
  }

  /** Those that exceed their error, with their errors below each other. */
  private String marked(Difference difference) {
    return difference(difference) + (difference.exceedsError() ? SURE : sure ? " " : "");
  }

  /** With its standard error where there is one. */
  private static String difference(Difference difference) {
    if (!difference.measured()) {
      return "-";
    }
    String text = Tropic.signed(difference.difference(), 3);
    double error = difference.standardError();
    return Double.isNaN(error)
        ? text
        : text + " ±" + String.format(Locale.ROOT, "%.3f", error).replaceFirst("^0", "");
  }

  private static void only(StringBuilder text, String letter, List<String> keys) {
    if (!keys.isEmpty()) {
      text.append('\n')
          .append("Only in ")
          .append(letter)
          .append(": ")
          .append(Labels.count(keys.size(), "cell", "cells"))
          .append(": ")
          .append(some(keys));
    }
  }

  private static String some(List<String> keys) {
    String some = keys.stream().limit(MOST_KEYS).collect(Collectors.joining(", "));
    return keys.size() > MOST_KEYS ? some + ", ..." : some;
  }

  /** What a sweep has on its axes, in a clause. */
  static String axes(Grid grid) {
    List<String> models = new ArrayList<>();
    grid.models().forEach(kind -> models.add(kind.key()));
    StringBuilder axes =
        new StringBuilder(
            "%s has %s, tasks %s, hidden %s"
                .formatted(
                    grid.sweep().name(),
                    String.join(" and ", models),
                    some(grid.tasks().stream().map(String::valueOf).toList()),
                    some(grid.hidden().stream().map(String::valueOf).toList())));
    for (String path : grid.sweep().swept()) {
      List<String> values =
          grid.sweep().cells().stream().flatMap(c -> c.swept(path).stream()).distinct().toList();
      axes.append(", ").append(path).append(' ').append(OneLine.of(some(values)));
    }
    return axes.toString();
  }
}
