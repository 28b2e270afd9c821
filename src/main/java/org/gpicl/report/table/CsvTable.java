package org.gpicl.report.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gpicl.report.grid.OneLine;

/** Reads back a CSV file that {@link CsvLine} wrote. */
public final class CsvTable {
  private CsvTable() {}

  /** One line, whose fields are read in the order of the columns. */
  public static final class Row {
    private final Path file;
    private final List<String> columns;
    private final CSVRecord fields;
    private int next;

    private Row(Path file, List<String> columns, CSVRecord fields) {
      this.file = file;
      this.columns = columns;
      this.fields = fields;
    }

    public String text() {
      return fields.get(next++);
    }

    /** The columns that follow, up to one of a name, with their fields. */
    public Map<String, String> until(String column) {
      Map<String, String> between = new LinkedHashMap<>();
      while (!columns.get(next).equals(column)) {
        between.put(columns.get(next), text());
      }
      return between;
    }

    public long whole() {
      return number(Long::parseLong, "a whole number");
    }

    public double real() {
      return number(Double::parseDouble, "a number");
    }

    /** NaN if the field is empty. */
    public double realOrNaN() {
      return number(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field), "a number");
    }

    /** Numbers between semicolons; none in an empty field. */
    public double[] reals() {
      return number(Row::reals, "numbers between semicolons");
    }

    private static double[] reals(String field) {
      String[] parts = field.isEmpty() ? new String[0] : field.split(";", -1);
      double[] reals = new double[parts.length];
      for (int k = 0; k < parts.length; k++) {
        reals[k] = Double.parseDouble(parts[k]);
      }
      return reals;
    }

    private <T> T number(Function<String, T> parse, String wanted) {
      String field = text();
      try {
        return parse.apply(field);
      } catch (NumberFormatException e) {
        throw problem(columns.get(next - 1) + " is not " + wanted + ": " + OneLine.cut(field, 60));
      }
    }

    public ResultFileException problem(String what) {
      return CsvTable.problem(file, fields.getRecordNumber(), what);
    }
  }

  /**
   * Reads a file that may have more columns in the middle.
   *
   * @param first the first columns that the file must have
   * @param last the last ones
   * @throws ResultFileException if it is no such file
   */
  public static List<Row> read(Path file, String first, String last) throws IOException {
    String text = text(file);
    String header = text.substring(0, Math.max(0, text.indexOf('\n')));
    if (!(header.startsWith(first + ",") && header.endsWith("," + last))) {
      throw problem(file, 1, "the columns are not " + first + "," + last);
    }
    List<String> columns = List.of(header.split(","));
    if (!text.endsWith("\n")) {
      throw new ResultFileException(file + " is cut short");
    }
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, CsvLine.FORMAT)) {
      for (CSVRecord fields : parser) {
        Row row = new Row(file, columns, fields);
        if (fields.size() != columns.size()) {
          throw row.problem(fields.size() + " fields, not " + columns.size());
        }
        rows.add(row);
      }
    } catch (UncheckedIOException badQuotes) {
      throw problem(
          file, rows.size() + 1, "a quoted field does not end with a quotation mark and a comma");
    }
    return rows.subList(1, rows.size());
  }

  private static ResultFileException problem(Path file, long line, String what) {
    return new ResultFileException(file + ":" + line + ": " + what);
  }

  private static String text(Path file) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (NoSuchFileException e) {
      throw new ResultFileException("there is no " + file);
    } catch (CharacterCodingException e) {
      throw new ResultFileException(file + " is not a text in UTF-8");
    }
  }
}
