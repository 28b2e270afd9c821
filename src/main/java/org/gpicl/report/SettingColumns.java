package org.gpicl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.SweptSetting;

/**
 * What cells have of the settings that a sweep varies beside its four axes, as columns of a table:
 * one for each under its name if they fit, else under its short name in keys of cells, else all in
 * one column as in keys, else numbered and listed below. Settings of several models that have the
 * same name share a column.
 */
public final class SettingColumns {
  private static final int LONGEST_VALUE = 14;
  private static final int LONGEST_LINE = 100;
  private static final String IMAGES = "images.set";

  private final List<List<SweptSetting>> lines;
  private final Map<String, List<String>> byName = new LinkedHashMap<>();

  /**
   * @param swept the paths of the settings
   * @param lines what the cells of each line of the table have of them
   */
  public SettingColumns(List<String> swept, List<List<SweptSetting>> lines) {
    this.lines = lines;
    for (String path : swept) {
      String name = path.equals(IMAGES) ? "images" : new SweptSetting(path, "").leaf();
      byName.computeIfAbsent(name, none -> new ArrayList<>()).add(path);
    }
  }

  /**
   * A table with the columns in their place.
   *
   * @param legend what short names mean; empty if there are none
   */
  public record Added(TextTable table, String legend) {}

  /** The columns behind those of a table, if it does not become wider than this. */
  public Optional<Added> within(TextTable table, String gap, int most) {
    if (byName.isEmpty()) {
      return Optional.of(new Added(table, ""));
    }
    TextTable named = table.first(table.columns());
    TextTable brief = table.first(table.columns());
    byName.forEach(
        (name, paths) -> {
          List<String> values = lines.stream().map(line -> value(line, paths)).toList();
          named.column(name, true, values);
          brief.column(abbreviation(paths), true, values);
        });
    TextTable together = table.first(table.columns());
    together.column("settings", false, lines.stream().map(SettingColumns::parts).toList());
    return named.width(gap) <= most
        ? Optional.of(new Added(named, ""))
        : brief.width(gap) <= most
            ? Optional.of(new Added(brief, legend()))
            : together.width(gap) <= most
                ? Optional.of(new Added(together, legend()))
                : Optional.empty();
  }

  /** The columns between those of two tables, numbered if the whole is too wide with others. */
  public Added between(TextTable first, TextTable last, String gap, int most) {
    Added added =
        within(first, gap, most - last.width(gap) - gap.length()).orElseGet(() -> numbered(first));
    return new Added(added.table().and(last), added.legend());
  }

  /** Numbered, where all else is too wide; the legend says what each number is. */
  public Added numbered(TextTable table) {
    List<String> different = lines.stream().map(SettingColumns::parts).distinct().toList();
    TextTable numbered = table.first(table.columns());
    numbered.column(
        "settings",
        true,
        lines.stream().map(line -> "#" + (1 + different.indexOf(parts(line)))).toList());
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < different.size(); i++) {
      list.append(OneLine.cut("#" + (i + 1) + "  " + different.get(i), LONGEST_LINE)).append('\n');
    }
    return new Added(numbered, list.append('\n').append(legend()).toString());
  }

  private static String value(List<SweptSetting> line, List<String> paths) {
    return line.stream()
        .filter(setting -> paths.contains(setting.path()))
        .map(SettingColumns::shown)
        .findFirst()
        .orElse("");
  }

  private static String shown(SweptSetting setting) {
    String value =
        setting.path().equals(IMAGES)
            ? Labels.imageSet(setting.value())
            : setting.value().replaceAll("[\\[\\] ]", "");
    return OneLine.cut(OneLine.of(value), LONGEST_VALUE);
  }

  private static String parts(List<SweptSetting> line) {
    return line.stream().map(CellKey::part).collect(Collectors.joining(" "));
  }

  private static String abbreviation(List<String> paths) {
    return CellKey.abbreviation(new SweptSetting(paths.get(0), ""));
  }

  /** In lines, each of which ends in a line feed. */
  private String legend() {
    StringBuilder legend = new StringBuilder();
    int room = 0;
    for (Map.Entry<String, List<String>> column : byName.entrySet()) {
      String meaning = abbreviation(column.getValue()) + " = " + column.getKey();
      room -= meaning.length() + 2;
      legend.append(legend.isEmpty() ? "" : room < 0 ? "\n" : ", ").append(meaning);
      room = room < 0 ? LONGEST_LINE - meaning.length() : room;
    }
    return legend.append('\n').toString();
  }
}
