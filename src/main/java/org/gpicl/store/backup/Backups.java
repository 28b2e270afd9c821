package org.gpicl.store.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.database.H2File;

/** The backups of a home's database: files that bear the time they were made at. */
public final class Backups {
  /** Those that are whole; the newest with damaged parts stays beside them. */
  static final int KEPT = 3;

  public static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String DAMAGED = "-damaged";
  private static final Pattern NAME =
      Pattern.compile("gpicl-(\\d{8}T\\d{6}Z)(" + DAMAGED + ")?" + Pattern.quote(H2File.ENDING));
  private static final String IN_THE_MAKING = "gpicl.part";

  private final Path directory;

  public Backups(Home home) {
    this.directory = home.backups();
  }

  /**
   * One backup.
   *
   * @param whole false if parts of the database were damaged when it was made
   */
  public record Backup(H2File file, Instant at, boolean whole) {}

  /** The newest first. */
  public List<Backup> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Backup> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(
          file -> {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
              Instant at = TIME.parse(name.group(1), Instant::from);
              all.add(new Backup(new H2File(file), at, name.group(2) == null));
            }
          });
    }
    all.sort(Comparator.comparing(Backup::at).reversed());
    return all;
  }

  public Optional<Backup> newestWhole() throws IOException {
    return all().stream().filter(Backup::whole).findFirst();
  }

  /** Where a backup is made before it gets its name; what an earlier one left there is removed. */
  H2File inTheMaking() throws IOException {
    Files.createDirectories(directory);
    discard();
    return new H2File(directory.resolve(IN_THE_MAKING + H2File.ENDING));
  }

  /** Removes one in the making, and what the database made beside it. */
  void discard() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(IN_THE_MAKING)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Gives the one in the making its name, then removes those that are too many. One with damaged
   * parts never takes the place of one that is whole.
   */
  Path keep(H2File made, Instant now, boolean whole) throws IOException {
    List<Backup> before = all();
    // The newest must sort last even if the clock was turned back.
    Instant least = before.isEmpty() ? now : before.get(0).at().plusSeconds(1);
    Instant at = (now.isBefore(least) ? least : now).truncatedTo(ChronoUnit.SECONDS);
    Path target =
        directory.resolve("gpicl-" + TIME.format(at) + (whole ? "" : DAMAGED) + H2File.ENDING);
    WholeFile.finish(made.path(), target);
    List<Backup> all = all();
    remove(all.stream().filter(Backup::whole).skip(KEPT));
    remove(all.stream().filter(backup -> !backup.whole()).skip(1));
    return target;
  }

  private static void remove(Stream<Backup> tooMany) throws IOException {
    for (Backup backup : tooMany.toList()) {
      Files.deleteIfExists(backup.file().path());
    }
  }
}
