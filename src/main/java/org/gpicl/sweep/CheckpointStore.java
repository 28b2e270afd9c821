package org.gpicl.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where large checkpoints are stored.
 *
 * @param place {@code database}, or an absolute path
 */
public record CheckpointStore(String place) {
  /** In the database, with all else. */
  public static final CheckpointStore DATABASE = new CheckpointStore("database");

  /** The folder, which all machines that train have at the same path; empty for the database. */
  public Optional<Path> folder() {
    return equals(DATABASE) ? Optional.empty() : Optional.of(Path.of(place));
  }
}
