package org.gpicl.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gpicl.home.Home;

/**
 * What a process that is gone has left in its home's database. A copy of the file is read, so that
 * the file itself stays as the process left it.
 *
 * @param done keys of finished cells
 * @param checkpoints the newest step that is stored of each other cell
 * @param storedAt when that was
 * @param open executions, steps, runs and leases that say of themselves that they go on
 * @param bytes of the file
 */
record LeftBehind(
    Set<String> done,
    Map<String, Long> checkpoints,
    Map<String, Instant> storedAt,
    List<String> open,
    long bytes) {

  private static final String OPEN = "('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')";

  static LeftBehind in(Home home) throws IOException, SQLException {
    Path database = Path.of(home.database() + ".mv.db");
    if (!Files.exists(database)) {
      return new LeftBehind(Set.of(), Map.of(), Map.of(), List.of(), 0);
    }
    Path folder = Files.createTempDirectory("left-behind");
    Path copy = folder.resolve("copy.mv.db");
    try {
      Files.copy(database, copy);
      try (Connection connection =
          DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("copy"))) {
        return read(connection, Files.size(database));
      }
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder.resolve("copy.trace.db"));
      Files.delete(folder);
    }
  }

  private static LeftBehind read(Connection connection, long bytes) throws SQLException {
    LeftBehind left =
        new LeftBehind(new HashSet<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>(), bytes);
    try (Statement statement = connection.createStatement()) {
      if (count(statement, "INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'CHECKPOINT_PART'") == 0) {
        return left;
      }
      try (ResultSet row =
          statement.executeQuery("SELECT cell_key FROM cell WHERE status = 'DONE'")) {
        while (row.next()) {
          left.done.add(row.getString(1));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT cell_key, checkpoint.step, created_at FROM checkpoint JOIN cell"
                  + " ON cell.hash = cell_hash ORDER BY checkpoint.step")) {
        while (row.next()) {
          left.checkpoints.put(row.getString(1), row.getLong(2));
          left.storedAt.put(row.getString(1), row.getObject(3, OffsetDateTime.class).toInstant());
        }
      }
      for (String one :
          List.of(
              "BATCH_JOB_EXECUTION WHERE STATUS IN " + OPEN,
              "BATCH_STEP_EXECUTION WHERE STATUS IN " + OPEN,
              "run WHERE outcome = 'RUNNING'",
              "cell WHERE status = 'RUNNING'",
              "lease")) {
        long rows = count(statement, one);
        if (rows > 0) {
          left.open.add(rows + " of " + one);
        }
      }
    }
    return left;
  }

  private static long count(Statement statement, String from) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Where a cell's training stands. */
  long step(String cell) {
    return checkpoints.getOrDefault(cell, 0L);
  }
}
