package org.gpicl.store;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings a database to the version that this program knows, and refuses one that is beyond it. */
public final class Migrations implements FlywayMigrationStrategy {

  @Override
  public void migrate(Flyway flyway) {
    Arrays.stream(flyway.info().applied())
        .filter(migration -> migration.getState().isFailed() || !migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .findFirst()
        .ifPresent(
            version -> {
              throw new NewerDatabaseException(version.toString());
            });
    flyway.migrate();
  }
}
