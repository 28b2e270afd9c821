package org.gpicl.store.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings a database to the version that this program knows, as a whole, and refuses one that is
 * beyond it.
 */
public final class Migrations implements FlywayMigrationStrategy {
  private final String url;

  /**
   * @param url of the database
   */
  public Migrations(String url) {
    this.url = url;
  }

  @Override
  public void migrate(Flyway flyway) {
    MigrationInfo[] applied = flyway.info().applied();
    Arrays.stream(applied)
        .filter(migration -> !migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .findFirst()
        .ifPresent(
            version -> {
              throw new NewerDatabaseException(version.toString());
            });
    Optional<H2File> file = H2File.at(url);
    if (file.isEmpty() || flyway.info().pending().length == 0) {
      // PostgreSQL takes a whole script in one transaction.
      flyway.migrate();
      return;
    }
    UnfinishedMigration unfinished = new UnfinishedMigration(file.get().database());
    try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
      unfinished.begin(connection, applied.length == 0);
      flyway.migrate();
      unfinished.end(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be migrated: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
