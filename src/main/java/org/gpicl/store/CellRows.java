package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads and changes rows of many cells with few statements. The hashes come as one array that is
 * joined: to {@code IN} with a long list of parameters, H2 answers by comparing every row with
 * every one of them.
 */
public final class CellRows {
  /** The hashes asked for, as a table {@code wanted (hash)} to join with. */
  public static final String WANTED = "UNNEST(CAST(:hashes AS CHAR(64) ARRAY)) AS wanted (hash)";

  /** Arrays of H2 end at 65,536 elements. */
  private static final int LONGEST_ARRAY = 1 << 15;

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
    for (String[] some : arrays(hashes)) {
      jdbc.sql(query)
          .param("hashes", some)
          .query(
              row -> {
                rows.computeIfAbsent(row.getString(1), hash -> new ArrayList<>())
                    .add(reader.read(row));
              });
    }
    return rows;
  }

  /** Executes a statement that names the cells by {@link #WANTED}. */
  public static void update(JdbcClient jdbc, String statement, List<String> hashes) {
    for (String[] some : arrays(hashes)) {
      jdbc.sql(statement).param("hashes", some).update();
    }
  }

  /** In the order of the index: neighbours are on the same page, which is then read once. */
  private static List<String[]> arrays(List<String> unsorted) {
    List<String> hashes = unsorted.stream().sorted().toList();
    List<String[]> arrays = new ArrayList<>();
    for (int from = 0; from < hashes.size(); from += LONGEST_ARRAY) {
      int to = Math.min(hashes.size(), from + LONGEST_ARRAY);
      arrays.add(hashes.subList(from, to).toArray(String[]::new));
    }
    return arrays;
  }
}
