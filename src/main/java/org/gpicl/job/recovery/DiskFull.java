package org.gpicl.job.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.report.table.Amounts;

/** Recognises that a failure comes from a full disk, and says what to free. */
public final class DiskFull {
  /** What Linux, macOS and Windows say, and H2 and the Java library pass on. */
  private static final List<String> SAYINGS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk");

  private static final String POSTGRES_DISK_FULL = "53100";
  private static final long NEXT_TO_NOTHING_BYTES = 1 << 16;

  private final Home home;

  public DiskFull(Home home) {
    this.home = home;
  }

  /** Whether a full disk caused a failure. */
  public boolean in(Throwable failure) {
    // The message may be in any language.
    return saidBy(failure)
        || (Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(IOException.class::isInstance)
            && free() < NEXT_TO_NOTHING_BYTES);
  }

  /** Whether a failure says so itself, wherever the disk is. */
  public static boolean saidBy(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(t -> says(t) || Arrays.stream(t.getSuppressed()).anyMatch(DiskFull::saidBy));
  }

  private static boolean says(Throwable t) {
    String message = t.getMessage();
    return (message != null && SAYINGS.stream().anyMatch(message::contains))
        || (t instanceof SQLException sql && POSTGRES_DISK_FULL.equals(sql.getSQLState()));
  }

  String whatToFree() {
    return "the disk is full: %s are free at %s. The generated sets in %s take %s and are made again when they are needed; `gpicl gc` frees what nothing needs"
        .formatted(
            Amounts.bytes(free()), home.root(), home.shards(), Amounts.bytes(size(home.shards())));
  }

  private double free() {
    try {
      return Files.getFileStore(home.root()).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static double size(Path directory) {
    try {
      return new FileTree(directory).size().bytes();
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
