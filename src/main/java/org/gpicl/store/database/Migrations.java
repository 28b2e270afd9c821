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

  private static void refuseNewer(Flyway flyway) {
    Arrays.stream(flyway.info().applied())
        .filter(migration -> !migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .findFirst()
        .ifPresent(
            version -> {
              throw DatabaseVersionException.newer(version.toString());
            });
  }

  /**
   * Takes a database as it is: a worker of a new version must not change what an old manager is
   * still using.
   *
   * @throws DatabaseVersionException if it belongs to another version of this program
   */
  public static void refuseOthers(Flyway flyway) {
    refuseNewer(flyway);
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      MigrationInfo current = flyway.info().current();
      throw current == null
          ? DatabaseVersionException.empty()
          : DatabaseVersionException.older(
              current.getVersion().toString(), pending[pending.length - 1].getVersion().toString());
    }
  }

  @Override
  public void migrate(Flyway flyway) {
    refuseNewer(flyway);
    MigrationInfo[] applied = flyway.info().applied();
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
