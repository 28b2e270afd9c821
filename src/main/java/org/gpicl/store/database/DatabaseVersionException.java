package org.gpicl.store.database;

/** The database belongs to another version of this program; nothing was changed in it. */
public final class DatabaseVersionException extends RuntimeException {
  private DatabaseVersionException(String message) {
    super(message);
  }

  /** A newer version has written it, which knows more of it. */
  static DatabaseVersionException newer(String version) {
    return new DatabaseVersionException(
        "the database was brought to version %s by a newer gpicl; use that one, or another --home. Nothing was changed."
            .formatted(version));
  }

  /** One that nothing was stored in, for those who take it as it is. */
  static DatabaseVersionException empty() {
    return new DatabaseVersionException(
        "the database has no tables yet. Start the process that runs the sweep first (`gpicl run FILE --on workers` or `gpicl serve`): it makes them.");
  }

  /** One that is still of an older version, for the same. */
  static DatabaseVersionException older(String version, String needed) {
    return new DatabaseVersionException(
        "the database is at version %s, and this gpicl needs version %s. Run a sweep with this gpicl first (`gpicl run` or `gpicl serve`), which brings it up to date. Nothing was changed."
            .formatted(version, needed));
  }
}
