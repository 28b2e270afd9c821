package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads rows of many cells with few queries. */
final class CellRows {
  private static final int CELLS_PER_QUERY = 500;

  private CellRows() {}

  /** Turns the current row into a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * @param query selects the cell's hash first, and filters it by {@code IN (:hashes)}
   * @return the values of each cell in the query's order; cells without rows are left out
   */
  static <T> Map<String, List<T>> of(
      JdbcClient jdbc, String query, List<String> hashes, Reader<T> reader) {
    Map<String, List<T>> rows = new HashMap<>();
    for (int from = 0; from < hashes.size(); from += CELLS_PER_QUERY) {
      jdbc.sql(query)
          .param("hashes", hashes.subList(from, Math.min(hashes.size(), from + CELLS_PER_QUERY)))
          .query(
              row -> {
                rows.computeIfAbsent(row.getString(1), hash -> new ArrayList<>())
                    .add(reader.read(row));
              });
    }
    return rows;
  }
}
