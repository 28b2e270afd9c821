package org.gpicl.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code evaluation}: accuracies of finished cells. */
public final class EvaluationTable {
  private final JdbcClient jdbc;

  public EvaluationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An evaluation, and the hash of what it was made on. */
  public record Row(String definition, Evaluation evaluation) {}

  public List<Row> of(String cellHash) {
    return jdbc.sql(
            "SELECT definition, name, accuracy, loss, by_position FROM evaluation"
                + " WHERE cell_hash = ? ORDER BY name, definition")
        .param(cellHash)
        .query(
            (row, index) ->
                new Row(
                    row.getString(1),
                    new Evaluation(
                        row.getString(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        positions(row.getString(5)))))
        .list();
  }

  void put(String cellHash, String definition, Evaluation evaluation) {
    jdbc.sql("DELETE FROM evaluation WHERE cell_hash = ? AND name = ? AND definition = ?")
        .params(cellHash, evaluation.name(), definition)
        .update();
    jdbc.sql(
            "INSERT INTO evaluation (cell_hash, name, definition, accuracy, loss, by_position)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .params(
            cellHash,
            evaluation.name(),
            definition,
            evaluation.accuracy(),
            evaluation.loss(),
            Arrays.stream(evaluation.accuracyByPosition())
                .mapToObj(Double::toString)
                .collect(Collectors.joining(";")))
        .update();
  }

  private static double[] positions(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(";")).mapToDouble(Double::parseDouble).toArray();
  }
}
