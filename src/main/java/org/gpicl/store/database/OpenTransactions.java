package org.gpicl.store.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.TransactionStore;

/**
 * Changes in a database file whose transactions had not ended when it was copied, or when the
 * process that had it open was killed. H2 takes them back when it opens the file, from a log that
 * names maps by their numbers. A compacted copy has new numbers, so they are taken back before.
 */
final class OpenTransactions {
  private OpenTransactions() {}

  static boolean in(MVStore store) {
    return store.getMapNames().stream()
        .anyMatch(
            name -> name.startsWith(TransactionStore.UNDO_LOG_NAME_PREFIX) && store.hasData(name));
  }

  /**
   * @param url of a file that was checked, since H2 executes the definitions in it
   * @throws DamagedDatabaseException if it cannot be opened
   */
  static void takeBack(String url) throws IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        url + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0" + H2Space.URL_OPTIONS);
    try (Connection connection = source.getConnection()) {
      connection.isValid(0);
    } catch (SQLException e) {
      Optional<String> reason = DatabaseDamage.in(e);
      if (reason.isPresent()) {
        throw new DamagedDatabaseException(reason.get(), e);
      }
      throw new IOException(e.getMessage(), e);
    }
  }
}
