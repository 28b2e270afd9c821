package org.gpicl.store;

import java.util.List;
import java.util.Map;
import org.gpicl.store.checkpoint.CurvePoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code curve_point}: training curves. */
public final class CurveTable {
  private final JdbcClient jdbc;

  public CurveTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The curves of some cells, by step. */
  public Map<String, List<CurvePoint>> of(List<String> cellHashes) {
    return CellRows.of(
        jdbc,
        "SELECT cell_hash, step, loss, train_accuracy, seen_accuracy, learning_rate FROM "
            + CellRows.WANTED
            + " JOIN curve_point ON cell_hash = wanted.hash ORDER BY cell_hash, step",
        cellHashes,
        row ->
            new CurvePoint(
                row.getLong(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6)));
  }

  /** Adds a point, in the place of one that an interrupted run made for the same step. */
  public void add(String cellHash, CurvePoint point) {
    jdbc.sql("DELETE FROM curve_point WHERE cell_hash = ? AND step = ?")
        .params(cellHash, point.step())
        .update();
    jdbc.sql(
            "INSERT INTO curve_point"
                + " (cell_hash, step, loss, train_accuracy, seen_accuracy, learning_rate)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .params(
            cellHash,
            point.step(),
            point.loss(),
            point.trainAccuracy(),
            point.seenAccuracy(),
            point.learningRate())
        .update();
  }

  /** Forgets what lies behind a checkpoint: a resumed training makes it again. */
  public void truncate(String cellHash, long lastStep) {
    jdbc.sql("DELETE FROM curve_point WHERE cell_hash = ? AND step > ?")
        .params(cellHash, lastStep)
        .update();
  }
}
