package org.gpicl.store.database;

/** The database was written by a newer version of this program, which knows more of it. */
public final class NewerDatabaseException extends RuntimeException {
  NewerDatabaseException(String version) {
    super(
        "the database was brought to version %s by a newer gpicl; use that one, or another --home. Nothing was changed."
            .formatted(version));
  }
}
