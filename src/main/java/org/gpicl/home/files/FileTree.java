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
 * A folder and everything in it. A missing folder counts as empty, and a file that disappears while
 * the folder is read counts as absent.
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

  /** Copies some of its files to the same paths in another folder, and forces them to the disk. */
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

  /** Forces the names in a folder to the disk. Windows cannot open a folder, and need not. */
  public static void forceNames(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes the folder and everything in it. */
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
   * Removes the folder so that under its name it is either complete or gone: it is first renamed to
   * a hidden name, under which `gc` finds it if this process dies before it has finished.
   */
  public void vanish() throws IOException {
    if (Files.isDirectory(root)) {
      Path aside = root.resolveSibling("." + root.getFileName() + REMOVED);
      new FileTree(aside).delete();
      Files.move(root, aside, StandardCopyOption.ATOMIC_MOVE);
      new FileTree(aside).delete();
    }
  }

  /** The ending of the hidden name of a folder that is being removed. */
  public static final String REMOVED = ".removed";
}
