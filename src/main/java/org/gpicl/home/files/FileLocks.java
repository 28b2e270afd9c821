package org.gpicl.home.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Locks of files, which some network file systems do not have. */
public final class FileLocks {
  private FileLocks() {}

  /** Why files in a directory cannot be locked; empty if they can, or if none can be made. */
  public static Optional<String> problem(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.tryLock();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(missing(e));
    }
  }

  /** What a failure to lock means to a user. */
  public static String missing(IOException failure) {
    return "its file system does not lock files (%s), without which two processes could destroy each other's database; choose a local folder with --home or GPICL_HOME, or mount the file system with locks"
        .formatted(failure.getMessage());
  }
}
