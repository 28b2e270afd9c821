package org.gpicl.home.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files that appear whole or not at all: a reader sees the old file or the new one, also
 * after a power failure, and a failed write leaves the old one.
 */
public final class WholeFile {
  /** The name of a file in the making, and the process that makes it. */
  private static final Pattern PART = Pattern.compile("\\..+\\.(\\d+)-\\d+\\.part");

  /** What a file contains. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  public static Path write(Path target, String text) throws IOException {
    return write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Path write(Path target, byte[] bytes) throws IOException {
    return write(target, out -> out.write(bytes));
  }

  public static Path write(Path target, Content content) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    // Unique among the writers of this moment, so that two of them cannot mix their bytes.
    Path part =
        directory.resolve(
            "."
                + target.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().getId()
                + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      moveInto(target, part);
    } finally {
      Files.deleteIfExists(part);
    }
    force(directory);
    return target;
  }

  /**
   * Removes what writers that were killed left below a directory, half written. This process's own
   * stay: one of them may be in the making.
   */
  public static void removeLeftovers(Path directory) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.walk(directory)) {
      leftovers = files.filter(WholeFile::isLeftover).toList();
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
  }

  private static boolean isLeftover(Path file) {
    Matcher part = PART.matcher(file.getFileName().toString());
    return part.matches() && !part.group(1).equals(Long.toString(ProcessHandle.current().pid()));
  }

  private static void moveInto(Path target, Path part) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the new name last. Windows cannot open a directory, and needs no such thing. */
  private static void force(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is complete and in place; only the time of its appearance is uncertain.
    }
  }
}
