package org.gpicl.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.gpicl.home.files.WholeFile;
import org.h2.tools.Restore;

/**
 * Makes the migration of an H2 file happen as a whole. H2 commits every statement that changes a
 * table by itself, so that a process which is killed on the way would leave half of a migration,
 * which no later one can go on from. So what there was before is kept beside the database until the
 * migration is complete, and put back by the next process if it is still there.
 */
public final class UnfinishedMigration {
  private final Path database;
  private final Path before;

  /**
   * @param database the H2 file, without the ending of its name
   */
  public UnfinishedMigration(Path database) {
    this.database = database;
    this.before = database.resolveSibling("before-migration.zip");
  }

  /** Puts back what there was before a migration that did not come to its end, if there is such. */
  public void undo() throws IOException {
    if (!Files.exists(before)) {
      return;
    }
    Files.deleteIfExists(database.resolveSibling(database.getFileName() + ".mv.db"));
    if (Files.size(before) > 0) {
      Path directory = database.toAbsolutePath().getParent();
      Restore.execute(H2Name.of(before), H2Name.of(directory), database.getFileName().toString());
    }
    Files.delete(before);
  }

  /**
   * A migration begins.
   *
   * @param empty whether there is nothing yet that would have to be kept
   */
  void begin(Connection connection, boolean empty) throws SQLException, IOException {
    Path part = WholeFile.part(before);
    Files.deleteIfExists(part);
    if (empty) {
      Files.createFile(part);
    } else {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BACKUP TO '" + H2Name.of(part).replace("'", "''") + "'");
      }
    }
    WholeFile.finish(part, before);
  }

  /** The migration is complete. */
  void end(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
    Files.delete(before);
  }
}
