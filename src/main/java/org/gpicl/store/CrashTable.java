package org.gpicl.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code crash}: what was in training when the JVM crashed in native code. */
public final class CrashTable {
  private final JdbcClient jdbc;

  public CrashTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes a crash, once for each cell and run.
   *
   * @param run the run that it crashed in; of a worker that was lost, the partition that it had in
   *     hand, as a negative number
   * @param step of the newest checkpoint that the cell had
   * @return how many crashes of the cell are recorded at this step now
   */
  public int add(String cellHash, long run, long step, String reason) {
    jdbc.sql("DELETE FROM crash WHERE cell_hash = ? AND run = ?").params(cellHash, run).update();
    jdbc.sql("INSERT INTO crash (cell_hash, run, step, reason) VALUES (?, ?, ?, ?)")
        .params(cellHash, run, step, reason)
        .update();
    return jdbc.sql("SELECT COUNT(*) FROM crash WHERE cell_hash = ? AND step = ?")
        .params(cellHash, step)
        .query(Integer.class)
        .single();
  }

  /** Forgets the crashes of a cell, which is then taken up again. */
  public void forget(String cellHash) {
    jdbc.sql("DELETE FROM crash WHERE cell_hash = ?").param(cellHash).update();
  }
}
