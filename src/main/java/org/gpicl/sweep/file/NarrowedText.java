package org.gpicl.sweep.file;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;

/** A sweep file of some places of a sweep, with all its seeds: their cells are the same cells. */
public final class NarrowedText {
  /** What the file of a few places does not repeat: how they were found, and when they ran. */
  private static final Set<String> DROPPED =
      Set.of("together", "sample", "halving", "boundary", "schedule");

  private NarrowedText() {}

  /**
   * The text of the file.
   *
   * @param places a cell of each place, all of one model
   */
  public static String of(Sweep sweep, String name, List<Cell> places) {
    Map<String, String> values = values(sweep.resolved());
    values.put(Keys.NAME.path(), name);
    values.put(Keys.MODELS.path(), "[" + places.get(0).kind().key() + "]");
    Map<String, List<String>> together = new LinkedHashMap<>();
    for (String path : varying(places)) {
      List<String> column = places.stream().map(cell -> value(cell, path)).toList();
      if (Set.copyOf(column).size() == 1) {
        values.put(path, column.get(0));
      } else {
        values.remove(path);
        together.put(path, column);
      }
    }
    return "# From sweep " + sweep.name() + ".\n" + text(values) + together(together);
  }

  private static Map<String, String> values(String resolved) {
    Map<String, String> values = new LinkedHashMap<>();
    String section = "";
    for (String line : resolved.lines().filter(line -> !line.startsWith("#")).toList()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      String key = line.substring(0, colon).strip();
      boolean top = !line.startsWith(" ");
      if (top && value.isEmpty()) {
        section = key + ".";
      } else if (!DROPPED.contains(top ? key : section.replace(".", ""))) {
        values.put(top ? key : section + key, value);
      }
    }
    return values;
  }

  private static Set<String> varying(List<Cell> places) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(Keys.TASKS.path());
    paths.add(Keys.HIDDEN.path());
    places.forEach(cell -> cell.swept().stream().map(SweptSetting::path).forEach(paths::add));
    return paths;
  }

  private static String value(Cell cell, String path) {
    if (path.equals(Keys.TASKS.path())) {
      return Long.toString(cell.tasks());
    }
    return path.equals(Keys.HIDDEN.path())
        ? Integer.toString(cell.hidden())
        : cell.swept(path).orElseThrow();
  }

  private static String text(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    String section = "";
    for (Key<?> key : KeyTable.ALL.values()) {
      Optional<String> value = Optional.ofNullable(values.get(key.path()));
      if (value.isPresent()) {
        if (!key.section().equals(section)) {
          section = key.section();
          text.append(section.isEmpty() ? "" : section + ":\n");
        }
        text.append(section.isEmpty() ? "" : "  ")
            .append(key.leaf())
            .append(": ")
            .append(value.get())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String together(Map<String, List<String>> columns) {
    return columns.isEmpty()
        ? ""
        : columns.entrySet().stream()
            .map(column -> column.getKey() + ": [" + String.join(", ", column.getValue()) + "]")
            .collect(Collectors.joining(", ", Keys.TOGETHER.path() + ": {", "}\n"));
  }
}
