package org.gpicl.report.table;

import java.util.StringJoiner;

/** One line of a CSV file as RFC 4180 has it, but ending in a line feed as pandas writes it. */
public final class CsvLine {
  private CsvLine() {}

  public static void append(StringBuilder csv, Object... fields) {
    StringJoiner line = new StringJoiner(",", "", "\n");
    for (Object field : fields) {
      line.add(quoted(text(field)));
    }
    csv.append(line);
  }

  private static String text(Object field) {
    return field instanceof Double number ? Decimal.shortest(number) : String.valueOf(field);
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
