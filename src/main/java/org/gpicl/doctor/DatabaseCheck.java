package org.gpicl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.report.table.Amounts;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseProblem;
import org.gpicl.store.database.DatabaseServer;
import org.gpicl.store.database.H2File;

/**
 * Whether the database opens, or which process is using it. Holds the home only for the duration of
 * the check.
 */
final class DatabaseCheck implements Check {
  private static final String SUBJECT = "database";
  private static final String URL = "SPRING_DATASOURCE_URL";
  private static final int SECONDS = 5;

  private final Home home;
  private final Map<String, String> environment;

  DatabaseCheck(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public List<Finding> look() {
    String url = environment.getOrDefault(URL, "");
    return List.of(url.isBlank() ? file() : server(url));
  }

  private Finding file() {
    H2File file = H2File.of(home.database());
    if (!Files.notExists(file.path()) && !Files.isReadable(file.path())) {
      return Finding.wrong(
          SUBJECT, "you may not read " + file.path(), "Ask its owner for the right to.");
    }
    if (!Files.exists(file.path())) {
      return Finding.ok(SUBJECT, "none yet; the first run creates it");
    }
    if (home.readOnly() || !Files.isWritable(file.path())) {
      return readOnly(file);
    }
    try (OwnerLock lock = OwnerLock.take(home).orElse(null)) {
      if (lock == null) {
        return Finding.ok(SUBJECT, owner());
      }
      file.open();
      return Finding.ok(SUBJECT, "opens, " + Amounts.roughBytes(Files.size(file.path())));
    } catch (DamagedDatabaseException e) {
      return Finding.wrong(
          SUBJECT, "damaged: " + e.getMessage(), "`gpicl restore` restores a backup.");
    } catch (IOException e) {
      return Finding.wrong(
          SUBJECT,
          "cannot be used: " + e.getMessage(),
          "Fix the permissions of " + file.path() + ".");
    }
  }

  private static Finding readOnly(H2File file) {
    try {
      file.open();
      return Finding.note(
          SUBJECT, "opens, and you may only read it", "`status` and `schedule list` work.");
    } catch (IOException | RuntimeException e) {
      return H2File.isInUse(e)
          ? Finding.note(
              SUBJECT,
              "in use, and you may only read it",
              "A server's page shows everything without a token.")
          : Finding.wrong(
              SUBJECT,
              "cannot be read: " + e.getMessage(),
              "Report it to the owner of the home, who can restore a backup.");
    }
  }

  private String owner() {
    Optional<Owner> owner = OwnerLock.owner(home);
    return owner
        .map(
            held ->
                "in use by process %d since %s%s"
                    .formatted(
                        held.pid(),
                        held.since(),
                        held.sweep() == null || held.sweep().isEmpty()
                            ? ""
                            : ", sweep " + held.sweep()))
        .orElse("in use by a process that is starting or ending");
  }

  private Finding server(String url) {
    Properties properties = new Properties();
    properties.setProperty("user", environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""));
    properties.setProperty("password", environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
    DriverManager.setLoginTimeout(SECONDS);
    return new DatabaseServer(url)
        .problem(() -> DriverManager.getConnection(url, properties))
        .map(problem -> Finding.wrong(SUBJECT, problem.text(), problem.advice()))
        .orElseGet(
            () -> Finding.ok(SUBJECT, DatabaseProblem.shown(url) + " answers, and can be used"));
  }
}
