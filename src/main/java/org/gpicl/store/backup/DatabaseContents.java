package org.gpicl.store.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gpicl.store.CellTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.ParametersTable;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.H2Space;
import org.gpicl.store.database.WholeTables;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What is in an H2 file that is not open elsewhere.
 *
 * @param sweeps the stored sweeps
 * @param done hashes of the cells that are done
 * @param damaged what does not have the SHA-256 that was stored with it, as text for a user
 */
public record DatabaseContents(
    List<SweepTable.Row> sweeps, Set<String> done, List<String> damaged) {

  /**
   * Opens a file and counts; values are not read.
   *
   * @throws DamagedDatabaseException if it is damaged
   * @throws IOException if it cannot be opened for another reason
   */
  public static DatabaseContents brief(H2File file) throws IOException {
    return in(file, ";ACCESS_MODE_DATA=r", DatabaseContents::brief);
  }

  /**
   * Opens a copy of ours and reads every row of every table, and whether checkpoints and parameters
   * are what they were. A transaction that a kill left open is rolled back in it.
   *
   * @throws DamagedDatabaseException if something in it cannot be read
   * @throws IOException if it cannot be opened for another reason
   */
  public static DatabaseContents checked(H2File copy) throws IOException {
    return in(
        copy,
        H2Space.URL_OPTIONS,
        connection -> {
          List<String> tables = new WholeTables(connection).read();
          if (!tables.containsAll(List.of("CELL", "CHECKPOINT_PART", "PARAMETERS"))) {
            // Of an older program, or of one that was killed while it made its tables.
            return new DatabaseContents(List.of(), Set.of(), List.of());
          }
          JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
          List<String> damaged = new ArrayList<>();
          new CheckpointTable(jdbc, Clock.systemUTC())
              .damaged()
              .forEach(
                  one -> damaged.add("a checkpoint of " + one.cellKey() + ", step " + one.step()));
          new ParametersTable(jdbc)
              .damaged()
              .forEach(key -> damaged.add("the final parameters of " + key));
          DatabaseContents brief = brief(connection);
          return new DatabaseContents(brief.sweeps(), brief.done(), damaged);
        });
  }

  private static DatabaseContents brief(Connection connection) {
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    return new DatabaseContents(
        new SweepTable(jdbc, Clock.systemUTC()).all(),
        new HashSet<>(new CellTable(jdbc, Clock.systemUTC()).hashesDone()),
        List.of());
  }

  @FunctionalInterface
  private interface Reader {
    DatabaseContents read(Connection connection) throws SQLException;
  }

  private static DatabaseContents in(H2File file, String options, Reader reader)
      throws IOException {
    file.check();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(file.url() + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE" + options);
    try (Connection connection = source.getConnection()) {
      return reader.read(connection);
    } catch (SQLException | DataAccessException e) {
      Optional<String> reason = DatabaseDamage.in(e);
      if (reason.isPresent()) {
        throw new DamagedDatabaseException(reason.get(), e);
      }
      throw new IOException(e.getMessage(), e);
    }
  }
}
