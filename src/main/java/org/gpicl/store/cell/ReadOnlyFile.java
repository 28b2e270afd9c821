package org.gpicl.store.cell;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.store.database.H2File;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Asks an H2 file for what an estimate wants to know, without changing or creating anything. */
public final class ReadOnlyFile {
  private ReadOnlyFile() {}

  /**
   * @return empty if there is none, or it cannot be read now, such as one that a process has open,
   *     or one of another version of this program
   */
  static <T> Optional<T> ask(H2File file, Function<JdbcClient, T> question) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(file.url() + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;ACCESS_MODE_DATA=r");
    try {
      file.check();
      try (Connection connection = source.getConnection()) {
        return Optional.of(
            question.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true))));
      }
    } catch (IOException | SQLException | RuntimeException unreadable) {
      // Whoever opens it for more than an estimate says what is wrong.
      return Optional.empty();
    }
  }

  /** The same of what is known of cells. */
  public static <T> Optional<T> askOfCells(H2File file, Function<CellRecords, T> question) {
    return ask(
        file, jdbc -> question.apply(new CellRecords(CellTables.of(jdbc, Clock.systemUTC()))));
  }
}
