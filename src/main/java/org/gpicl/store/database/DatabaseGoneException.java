package org.gpicl.store.database;

/** The database cannot be reached, or has closed itself; what was stored before is kept. */
public final class DatabaseGoneException extends RuntimeException {
  DatabaseGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
