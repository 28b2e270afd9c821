package org.gpicl.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database of a cluster says about it. */
public record ClusterWatch(PostgresServer server) {

  /** Steps of all trainings that are or were in hand, as far as their workers have reported. */
  public long steps() {
    return number("SELECT COALESCE(SUM(step), 0) FROM claim");
  }

  public long inTraining() {
    return number("SELECT COUNT(*) FROM claim WHERE ended_at IS NULL");
  }

  /** Workers that were given up. */
  public long lost() {
    return number("SELECT COUNT(*) FROM worker WHERE lost");
  }

  public boolean hasClaimed(long process) {
    return number("SELECT COUNT(*) FROM claim WHERE owner LIKE '%d@%%'".formatted(process)) > 0;
  }

  /** Whether a worker was given up, by one of its names at least. */
  public boolean hasLost(long process) {
    return number(
            "SELECT COUNT(*) FROM worker WHERE lost AND owner LIKE '%d@%%'".formatted(process))
        > 0;
  }

  /** How often a cell was begun by one worker before another was done with it. */
  public long overlaps() {
    return number(
        "SELECT COUNT(*) FROM claim a JOIN claim b ON a.cell_hash = b.cell_hash"
            + " AND a.step_execution < b.step_execution"
            + " AND b.claimed_at < COALESCE(a.ended_at, b.claimed_at)");
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private long number(String query) {
    try (Connection connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
