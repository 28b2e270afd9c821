package org.gpicl.store.backup;

/** The database of a home is damaged; the message tells how to go on. */
public final class DamagedHomeException extends RuntimeException {
  public DamagedHomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
