package org.gpicl.store.database;

/** The database's file cannot be read as it should; the message says what is wrong with it. */
public final class DamagedDatabaseException extends RuntimeException {
  public DamagedDatabaseException(String message) {
    super(message);
  }

  public DamagedDatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
