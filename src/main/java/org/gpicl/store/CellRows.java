package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads rows of many cells with one query each. The hashes come as one array that is joined: to
 * {@code IN} with a long list of parameters, H2 answers by comparing every row with every one of
 * them.
 */
public final class CellRows {
  /** The hashes asked for, as a table {@code wanted (hash)} to join with. */
  public static final String WANTED = "UNNEST(CAST(:hashes AS CHAR(64) ARRAY)) AS wanted (hash)";

  private CellRows() {}

  /** Turns the current row into a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * @param query selects the cell's hash first, and joins {@link #WANTED}
   * @return the values of each cell in the query's order; cells without rows are left out
   */
  static <T> Map<String, List<T>> of(
      JdbcClient jdbc, String query, List<String> hashes, Reader<T> reader) {
    Map<String, List<T>> rows = new HashMap<>();
    if (hashes.isEmpty()) {
      return rows;
    }
    jdbc.sql(query)
        .param("hashes", hashes.toArray(String[]::new))
        .query(
            row -> {
              rows.computeIfAbsent(row.getString(1), hash -> new ArrayList<>())
                  .add(reader.read(row));
            });
    return rows;
  }
}
