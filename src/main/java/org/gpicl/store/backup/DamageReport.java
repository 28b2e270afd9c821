package org.gpicl.store.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.store.database.H2File;

/** What a user sees when the database is damaged: what there is to go back to, and how. */
public final class DamageReport {
  public static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private DamageReport() {}

  /** A failure, or in its place the report if a damaged database is the reason. */
  public static Exception explained(Home home, Exception failure) {
    return failure instanceof DamagedHomeException
        ? failure
        : DatabaseDamage.in(failure)
            .<Exception>map(reason -> new DamagedHomeException(of(home, reason), failure))
            .orElse(failure);
  }

  public static String of(Home home, String reason) {
    Path database = H2File.of(home.database()).path();
    List<String> lines = new ArrayList<>();
    lines.add("The database " + database + " is damaged: " + reason + ".");
    try {
      List<Backups.Backup> backups = new Backups(home).all();
      if (backups.isEmpty()) {
        withoutBackups(home, database, lines);
      } else {
        withBackups(home, backups, lines);
      }
    } catch (IOException e) {
      lines.add("The backups in " + home.backups() + " cannot be listed: " + e.getMessage());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void withBackups(Home home, List<Backups.Backup> backups, List<String> lines) {
    lines.add("Backups in " + home.backups() + ":");
    for (Backups.Backup backup : backups) {
      lines.add(
          "  %s  of %s, %s"
              .formatted(
                  backup.file().path().getFileName(), LOCAL.format(backup.at()), brief(backup)));
    }
    lines.add(
        "`gpicl restore` puts the newest in its place and keeps the damaged file beside it; `gpicl restore --backup FILE` takes another.");
    lines.add(
        "What was done since is done again by `gpicl resume NAME`, or taken from its CSV files by `gpicl report NAME --rebuild`.");
  }

  private static String brief(Backups.Backup backup) {
    try {
      int done = DatabaseContents.brief(backup.file()).done().size();
      return done + " cells done" + (backup.whole() ? "" : ", with damaged parts");
    } catch (DamagedDatabaseException | IOException e) {
      return "which cannot be read: " + e.getMessage();
    }
  }

  private static void withoutBackups(Home home, Path database, List<String> lines)
      throws IOException {
    lines.add("There are no backups in " + home.backups() + ".");
    lines.add("Move the damaged file away, and a new database is begun.");
    List<String> sweeps = new ArrayList<>();
    Path directory = home.sweep("x").getParent();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> all = Files.list(directory)) {
        all.filter(sweep -> Files.exists(sweep.resolve("manifest.json")))
            .map(sweep -> sweep.getFileName().toString())
            .sorted()
            .forEach(sweeps::add);
      }
    }
    for (String sweep : sweeps) {
      lines.add(
          "`gpicl report " + sweep + " --rebuild` then takes its results from its CSV files.");
    }
  }
}
