package org.gpicl.home.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A folder with all that is in it. One that is not there is empty; a file that goes while it is
 * looked at was never there.
 *
 * @param root the folder
 */
public record FileTree(Path root) {

  /** How many files, and how large they are together. */
  public record Size(long files, long bytes) {
    static final Size NONE = new Size(0, 0);

    Size plus(Size other) {
      return new Size(files + other.files, bytes + other.bytes);
    }
  }

  public Size size() throws IOException {
    Size size = Size.NONE;
    for (Path file : files()) {
      try {
        size = size.plus(new Size(1, Files.size(file)));
      } catch (NoSuchFileException gone) {
        continue;
      }
    }
    return size;
  }

  /** Every file in it, however deep. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    visit(files, new ArrayList<>());
    return files;
  }

  private void visit(List<Path> files, List<Path> folders) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            folders.add(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Copies some of its files to the same places of another folder, and sees them to the disk. */
  public void copyTo(Path target, Predicate<Path> which) throws IOException {
    for (Path file : files()) {
      if (which.test(file)) {
        Path copy = target.resolve(root.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(
            file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    new FileTree(target).force();
  }

  /** Returns when every file and every name in it is on the disk. */
  void force() throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    visit(files, folders);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    for (Path folder : folders) {
      forceNames(folder);
    }
  }

  /** Makes the names in a folder last. Windows cannot open a folder, and needs no such thing. */
  public static void forceNames(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes it with all that is in it. */
  public void delete() throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    visit(files, folders);
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    for (Path folder : folders) {
      Files.deleteIfExists(folder);
    }
  }

  /**
   * Removes it so that it is whole or gone under its name: it is first given another, hidden one,
   * under which `gc` finds it if this process does not live to the end.
   */
  public void vanish() throws IOException {
    if (Files.isDirectory(root)) {
      Path aside = root.resolveSibling("." + root.getFileName() + REMOVED);
      new FileTree(aside).delete();
      Files.move(root, aside, StandardCopyOption.ATOMIC_MOVE);
      new FileTree(aside).delete();
    }
  }

  /** How the hidden name of a folder ends that is being removed. */
  public static final String REMOVED = ".removed";
}
