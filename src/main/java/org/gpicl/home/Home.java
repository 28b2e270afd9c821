package org.gpicl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.files.UserPath;

/**
 * The directory that holds everything that outlives a run.
 *
 * @param root absolute
 */
public record Home(Path root) {
  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /** {@code --home}, else {@code GPICL_HOME}, else {@code ./gpicl-home}. */
  public static Home of(Path option) {
    if (option != null) {
      return new Home(option);
    }
    String fromEnvironment = System.getenv("GPICL_HOME");
    return new Home(
        UserPath.of(
            fromEnvironment == null || fromEnvironment.isBlank() ? "gpicl-home" : fromEnvironment));
  }

  /** The H2 database, without the ending of its file. */
  public Path database() {
    return root.resolve("db").resolve("gpicl");
  }

  /** Copies of the database, one after each run. */
  public Path backups() {
    return root.resolve("backups");
  }

  /** Downloaded image sets. */
  public Path data() {
    return root.resolve("data");
  }

  /** Generated sets. */
  public Path shards() {
    return root.resolve("shards");
  }

  /** The results of a sweep: CSV files, figures, manifest. */
  public Path sweep(String name) {
    return root.resolve("sweeps").resolve(name);
  }

  /** Where the results of every sweep are. */
  public Path sweeps() {
    return root.resolve("sweeps");
  }

  /** Results that a changed sweep has replaced, by sweep. */
  public Path archives() {
    return root.resolve("archive");
  }

  /** What two sweeps look like beside each other. */
  public Path comparison(String first, String second) {
    return root.resolve("comparisons").resolve(first + "-vs-" + second);
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** Held by the process that owns the home. */
  public Path lock() {
    return root.resolve("owner.lock");
  }

  /** Where the owner's control endpoint listens, and its token. */
  public Path owner() {
    return root.resolve("owner.json");
  }

  /** The token that every write request to the server must carry; other users cannot read it. */
  public Path token() {
    return root.resolve("token");
  }

  /** Where the launcher records the signal that a JVM it started crashed with. */
  public Path crashNote(String pid) {
    return logs().resolve("crash-" + pid + ".txt");
  }

  /** Whether this user may only read it, or a part of it that every change goes to. */
  public boolean readOnly() {
    return Stream.of(root, lock(), database().getParent())
        .anyMatch(path -> Files.exists(path) && !Files.isWritable(path));
  }

  /** Makes the directories. */
  public void create() throws IOException {
    for (Path directory : directories()) {
      Files.createDirectories(directory);
    }
  }

  List<Path> directories() {
    return List.of(database().getParent(), data(), shards(), sweeps(), logs());
  }
}
