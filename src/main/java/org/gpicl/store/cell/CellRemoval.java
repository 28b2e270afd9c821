package org.gpicl.store.cell;

import java.util.List;
import org.gpicl.store.CellRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes cells with all that the tables know of them. */
final class CellRemoval {
  /** The tables that refer to cells. */
  static final List<String> OF_CELLS =
      List.of(
          "evaluation",
          "curve_point",
          "checkpoint",
          "checkpoint_part",
          "parameters",
          "provenance",
          "crash");

  private static final String THESE = "(SELECT wanted.hash FROM " + CellRows.WANTED + ")";

  private final JdbcClient jdbc;

  CellRemoval(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps others from changing these cells until the transaction ends. */
  void lock(List<String> hashes) {
    CellRows.update(jdbc, "UPDATE cell SET status = status WHERE hash IN " + THESE, hashes);
  }

  void remove(List<String> hashes) {
    for (String table : OF_CELLS) {
      CellRows.update(jdbc, "DELETE FROM " + table + " WHERE cell_hash IN " + THESE, hashes);
    }
    CellRows.update(jdbc, "DELETE FROM cell WHERE hash IN " + THESE, hashes);
  }
}
