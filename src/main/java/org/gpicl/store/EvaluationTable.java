package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.tasks.StandardError;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code evaluation}: accuracies of finished cells. */
public final class EvaluationTable {
  private final JdbcClient jdbc;

  public EvaluationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An evaluation, and the hash of what it was made on. */
  public record Row(String definition, Evaluation evaluation) {}

  /** The evaluations of some cells. */
  public Map<String, List<Row>> of(List<String> cellHashes) {
    return read("by_position", "error_by_position", cellHashes);
  }

  /** The same without the accuracies by position, which are most of what there is to read. */
  public Map<String, List<Row>> briefOf(List<String> cellHashes) {
    return read("''", "''", cellHashes);
  }

  private Map<String, List<Row>> read(
      String positions, String errorByPosition, List<String> cellHashes) {
    return CellRows.of(
        jdbc,
        "SELECT cell_hash, definition, name, accuracy, loss, %s, standard_error, %s, error_tasks"
                .formatted(positions, errorByPosition)
            + " FROM "
            + CellRows.WANTED
            + " JOIN evaluation ON cell_hash = wanted.hash ORDER BY name, definition",
        cellHashes,
        row ->
            new Row(
                row.getString(2),
                new Evaluation(
                    row.getString(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    positions(row.getString(6)),
                    error(row))));
  }

  public void deleteAll(String cellHash) {
    jdbc.sql("DELETE FROM evaluation WHERE cell_hash = ?").param(cellHash).update();
  }

  /** Adds an evaluation in the place of one of the same name and definition. */
  public void replace(String cellHash, String definition, Evaluation evaluation) {
    jdbc.sql("DELETE FROM evaluation WHERE cell_hash = ? AND name = ? AND definition = ?")
        .params(cellHash, evaluation.name(), definition)
        .update();
    add(cellHash, definition, evaluation);
  }

  public void add(String cellHash, String definition, Evaluation evaluation) {
    StandardError error = evaluation.error();
    jdbc.sql(
            "INSERT INTO evaluation (cell_hash, name, definition, accuracy, loss, by_position,"
                + " standard_error, error_by_position, error_tasks)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                cellHash,
                evaluation.name(),
                definition,
                evaluation.accuracy(),
                evaluation.loss(),
                text(evaluation.accuracyByPosition()),
                error.known() ? error.ofAccuracy() : null,
                error.known() ? text(error.byPosition()) : null,
                error.tasks() > 0 ? error.tasks() : null))
        .update();
  }

  private static StandardError error(ResultSet row) throws SQLException {
    double ofAccuracy = row.getDouble(7);
    if (row.wasNull()) {
      ofAccuracy = Double.NaN;
    }
    String byPosition = row.getString(8);
    return new StandardError(
        ofAccuracy, byPosition == null ? new double[0] : positions(byPosition), row.getLong(9));
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(";"));
  }

  private static double[] positions(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(";")).mapToDouble(Double::parseDouble).toArray();
  }
}
