package org.gpicl.home.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that appear whole or not at all: a reader sees the old file or the new one, even after a
 * power failure, and a failed write leaves the old one.
 */
public final class WholeFile {
  /** The ending of an unfinished file's name. */
  public static final String PART = ".part";

  /** The name of a file that {@link #write} has not finished, with the process that writes it. */
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(\\d+)-\\d+\\.part");

  private static final String OWNER_ONLY = "rw-------";

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
    // Unique to this thread, so that two concurrent writers cannot mix their bytes.
    Path part =
        directory.resolve(
            "."
                + target.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().getId()
                + PART);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        content.writeTo(out);
      }
      finish(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }

  /** Writes a file that other users cannot read. */
  public static void writeSecret(Path target, byte[] bytes) throws IOException {
    Path part = part(target);
    Files.deleteIfExists(part);
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
    Files.write(part, bytes);
    finish(part, target);
  }

  /** Where a file is written until {@link #finish} gives it its name: {@code NAME.part}. */
  public static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + PART);
  }

  /** Gives a complete file its name, in place of any older one, once it is on the disk. */
  public static void finish(Path part, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    forceNames(target.toAbsolutePath().getParent());
  }

  /**
   * Removes the unfinished files of killed writers below a directory. Those of this process stay:
   * another thread may be writing one.
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

  /** Whether a file's name says that it is not finished. */
  public static boolean isPart(Path file) {
    return file.getFileName().toString().endsWith(PART);
  }

  private static boolean isLeftover(Path file) {
    Matcher part = LEFTOVER.matcher(file.getFileName().toString());
    return part.matches() && !part.group(1).equals(Long.toString(ProcessHandle.current().pid()));
  }

  /** Forces the names in a directory to the disk, if its file system can. */
  public static void forceNames(Path directory) {
    try {
      FileTree.forceNames(directory);
    } catch (IOException e) {
      // The files themselves are complete and in place; only when they appear is uncertain.
    }
  }
}
