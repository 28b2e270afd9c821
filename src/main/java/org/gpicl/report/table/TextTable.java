package org.gpicl.report.table;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of text, for printing results and estimates. */
public final class TextTable {
  private record Column(String heading, boolean right, List<String> cells) {
    int width() {
      return Math.max(heading.length(), cells.stream().mapToInt(String::length).max().orElse(0));
    }
  }

  private final List<Column> columns;

  public TextTable() {
    this(List.of());
  }

  private TextTable(List<Column> columns) {
    this.columns = new ArrayList<>(columns);
  }

  public int columns() {
    return columns.size();
  }

  public void column(String heading, boolean right, List<String> cells) {
    insert(columns.size(), heading, right, cells);
  }

  public void insert(int at, String heading, boolean right, List<String> cells) {
    columns.add(at, new Column(heading, right, cells));
  }

  /** Only its first columns. */
  public TextTable first(int count) {
    return new TextTable(columns.subList(0, count));
  }

  /** How wide it would be with one column more. */
  public int widthWith(String heading, List<String> cells, String gap) {
    int width = new Column(heading, true, cells).width();
    for (Column column : columns) {
      width += column.width() + gap.length();
    }
    return width;
  }

  public int width(String gap) {
    int gaps = gap.length() * Math.max(0, columns.size() - 1);
    return gaps + columns.stream().mapToInt(Column::width).sum();
  }

  public String text(String gap) {
    int rows = columns.isEmpty() ? 0 : columns.get(0).cells().size();
    StringBuilder text = new StringBuilder();
    int[] widths = columns.stream().mapToInt(Column::width).toArray();
    for (int row = -1; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        Column column = columns.get(i);
        String cell = row < 0 ? column.heading() : column.cells().get(row);
        String padding = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? "" : gap).append(column.right() ? padding + cell : cell + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
