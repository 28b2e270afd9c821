package org.gpicl.report.table;

import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;

/** One line of a CSV file as RFC 4180 has it, but ending in a line feed as pandas writes it. */
public final class CsvLine {
  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private CsvLine() {}

  public static void append(StringBuilder csv, Object... fields) {
    csv.append(FORMAT.format(Arrays.stream(fields).map(CsvLine::text).toArray())).append('\n');
  }

  private static String text(Object field) {
    return field instanceof Double number ? Decimal.shortest(number) : String.valueOf(field);
  }
}
