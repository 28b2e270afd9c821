package org.gpicl.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.store.checkpoint.CurvePoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code curve_point}: training curves. */
public final class CurveTable {
  private final JdbcClient jdbc;

  public CurveTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static final String JOINED =
      "SELECT cell_hash, step, loss, train_accuracy, seen_accuracy, learning_rate FROM "
          + CellRows.WANTED
          + " JOIN curve_point ON cell_hash = wanted.hash";

  /** The curves of some cells, by step. */
  public Map<String, List<CurvePoint>> of(List<String> cellHashes) {
    return read(JOINED + " ORDER BY cell_hash, step", cellHashes);
  }

  /** The newest point of each of some cells. */
  public Map<String, List<CurvePoint>> newestOf(List<String> cellHashes) {
    return read(
        JOINED
            + " WHERE step = (SELECT MAX(point.step) FROM curve_point AS point"
            + " WHERE point.cell_hash = wanted.hash)",
        cellHashes);
  }

  /** The points at some steps. */
  public Map<String, List<CurvePoint>> at(List<Long> steps, List<String> cellHashes) {
    String numbers = steps.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return read(JOINED + " WHERE step IN (" + numbers + ") ORDER BY cell_hash, step", cellHashes);
  }

  private Map<String, List<CurvePoint>> read(String query, List<String> cellHashes) {
    return CellRows.of(
        jdbc,
        query,
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
