package org.gpicl.report.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gpicl.report.SettingColumns;
import org.gpicl.report.boundary.BoundaryReport;
import org.gpicl.report.boundary.Crossing;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.SweptSetting;

/** Where two sweeps that search a boundary along the same axis have found it, side by side. */
final class BoundaryComparison {
  private static final String GAP = "  ";
  private static final int WIDTH = 100;
  private static final int MOST_LINES = 40;
  private static final String EACH = "metric_%1$s,above_%1$s,state_%1$s,low_%1$s,high_%1$s";

  private final BoundaryReport first;
  private final BoundaryReport second;
  private final String axis;
  private final List<String> swept;
  private final Map<Line, Crossing> ofFirst = new LinkedHashMap<>();
  private final Map<Line, Crossing> ofSecond = new LinkedHashMap<>();

  /**
   * What the cells of a crossing have in common.
   *
   * @param cell one of them
   * @param swept what they have of the settings that either sweep varies
   */
  private record Line(Cell cell, List<SweptSetting> swept) {}

  private BoundaryComparison(BoundaryReport first, BoundaryReport second) {
    this.first = first;
    this.second = second;
    this.axis = first.boundary().axis();
    Partners partners = new Partners(others(first), others(second));
    this.swept = partners.swept();
    Map<Cell, Crossing> one = byCell(first);
    Map<Cell, Crossing> other = byCell(second);
    Map<Cell, Cell> same =
        partners.of(List.copyOf(one.keySet()), List.copyOf(other.keySet()), this::base);
    same.forEach(
        (a, b) -> {
          Line both = new Line(a, partners.swept(a, b));
          ofFirst.put(both, one.remove(a));
          ofSecond.put(both, other.remove(b));
        });
    one.forEach((cell, crossing) -> ofFirst.put(new Line(cell, cell.swept()), crossing));
    other.forEach((cell, crossing) -> ofSecond.put(new Line(cell, cell.swept()), crossing));
  }

  /** Empty unless both search, along the same axis. */
  static Optional<BoundaryComparison> of(Grid first, Grid second) {
    return BoundaryReport.of(first)
        .flatMap(
            one ->
                BoundaryReport.of(second)
                    .filter(other -> other.boundary().axis().equals(one.boundary().axis()))
                    .map(other -> new BoundaryComparison(one, other)));
  }

  private static List<String> others(BoundaryReport report) {
    String axis = report.boundary().axis();
    return report.swept().stream().filter(path -> !path.equals(axis)).toList();
  }

  private static Map<Cell, Crossing> byCell(BoundaryReport report) {
    Map<Cell, Crossing> byCell = new LinkedHashMap<>();
    report.crossings().forEach(crossing -> byCell.put(crossing.cell(), crossing));
    return byCell;
  }

  private Object base(Cell cell) {
    return List.of(cell.kind(), tasks(cell), hidden(cell), cell.seed());
  }

  private Object tasks(Cell cell) {
    return axis.equals("tasks") ? "" : cell.tasks();
  }

  private Object hidden(Cell cell) {
    return axis.equals("hidden") ? "" : cell.hidden();
  }

  /** Those that both search. */
  private List<Line> common() {
    return ofFirst.keySet().stream().filter(ofSecond::containsKey).toList();
  }

  boolean hasCommon() {
    return !common().isEmpty();
  }

  private String apart(Line line) {
    return ofFirst
        .get(line)
        .isApartFrom(ofSecond.get(line))
        .map(apart -> apart ? "yes" : "no")
        .orElse("");
  }

  /**
   * {@code compare-boundary.csv}: a line for each crossing of both, then of the first alone, then
   * of the second alone. The column of the searched axis is empty.
   */
  String csv() {
    List<String> columns = new ArrayList<>(List.of(ResultsCsv.PLACE));
    columns.addAll(swept);
    columns.addAll(List.of("axis", EACH.formatted("a"), EACH.formatted("b"), "apart"));
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    Set<Line> lines = new LinkedHashSet<>(ofFirst.keySet());
    lines.addAll(ofSecond.keySet());
    lines.forEach(line -> CsvLine.append(csv, fields(line).toArray()));
    return csv.toString();
  }

  private List<Object> fields(Line line) {
    Cell cell = line.cell();
    Map<String, String> settings = new HashMap<>();
    line.swept().forEach(setting -> settings.put(setting.path(), setting.value()));
    List<Object> fields =
        new ArrayList<>(List.of(cell.kind().key(), tasks(cell), hidden(cell), cell.seed()));
    swept.forEach(path -> fields.add(settings.getOrDefault(path, "")));
    fields.add(axis);
    fields.addAll(fields(ofFirst.get(line)));
    fields.addAll(fields(ofSecond.get(line)));
    boolean both = ofFirst.containsKey(line) && ofSecond.containsKey(line);
    fields.add(both ? apart(line) : "");
    return fields;
  }

  private static List<Object> fields(Crossing crossing) {
    return crossing == null
        ? List.of("", "", "", "", "")
        : List.of(
            crossing.boundary().metric(),
            crossing.threshold(),
            crossing.state(),
            crossing.low(),
            crossing.high());
  }

  /** A heading and a line for each crossing that both search, as many as a terminal takes. */
  String text() {
    List<Line> all = common();
    List<Line> shown = all.subList(0, Math.min(all.size(), MOST_LINES));
    TextTable place = new TextTable();
    place.column("model", false, each(shown, line -> line.cell().kind().key()));
    if (!axis.equals("tasks")) {
      place.column("tasks", true, each(shown, line -> Labels.grouped(line.cell().tasks())));
    }
    if (!axis.equals("hidden")) {
      place.column("hidden", true, each(shown, line -> String.valueOf(line.cell().hidden())));
    }
    TextTable found = new TextTable();
    found.column("seed", true, each(shown, line -> String.valueOf(line.cell().seed())));
    found.column("A", false, each(shown, line -> ofFirst.get(line).brief()));
    found.column("B", false, each(shown, line -> ofSecond.get(line).brief()));
    found.column("apart", false, each(shown, this::apart));
    SettingColumns.Added added =
        new SettingColumns(swept, shown.stream().map(Line::swept).toList())
            .between(place, found, GAP, WIDTH);
    String more =
        all.size() > shown.size()
            ? "%d more in compare-boundary.csv\n".formatted(all.size() - shown.size())
            : "";
    return heading()
        + added.table().text(GAP)
        + more
        + (added.legend().isEmpty() ? "" : "\n" + added.legend());
  }

  private String heading() {
    String a = first.condition();
    String b = second.condition();
    return "Where %s along %s:\n".formatted(a.equals(b) ? a : a + " (A), " + b + " (B)", axis);
  }

  private static List<String> each(List<Line> lines, Function<Line, String> text) {
    return lines.stream().map(text).toList();
  }
}
