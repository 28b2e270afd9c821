package org.gpicl.store.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a failure means that the database is gone: its server was stopped or cannot be
 * reached, a connection broke, or H2 has closed itself.
 */
public final class ConnectionLoss {
  /** Classes of SQL states: connection exceptions, and a PostgreSQL server that goes or comes. */
  private static final Set<String> STATES = Set.of("08", "57");

  /** H2: the database is closed, called at shutdown, or a connection is broken or closed. */
  private static final Set<Integer> H2_CODES = Set.of(90098, 90121, 90067, 90007);

  /** What a pool says of a connection that broke before, without any code. */
  private static final String BROKEN_BEFORE = "Connection is closed";

  private ConnectionLoss() {}

  /** The exception that says so, among a failure and its causes. */
  public static Optional<SQLException> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && lost(sql)) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  private static boolean lost(SQLException sql) {
    String state = sql.getSQLState();
    return sql instanceof SQLTransientConnectionException
        || sql instanceof SQLNonTransientConnectionException
        || sql instanceof SQLRecoverableException
        || H2_CODES.contains(sql.getErrorCode())
        || (state == null && BROKEN_BEFORE.equals(sql.getMessage()))
        || (state != null && state.length() == 5 && STATES.contains(state.substring(0, 2)));
  }
}
