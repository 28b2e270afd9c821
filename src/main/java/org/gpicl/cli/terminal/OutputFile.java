package org.gpicl.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.cli.process.UsageException;

/**
 * A file that a command is asked to write. Its folder has to be there before any work begins: one
 * that is not is a typing mistake more often than a wish.
 */
public final class OutputFile {
  private OutputFile() {}

  /** Where a folder is, so that a process with another working directory finds the same one. */
  public static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  /**
   * Where it is, so that a process with another working directory finds the same place; empty if
   * none is asked for.
   *
   * @param option the option that names it
   * @param file null if the option is not used
   */
  public static Optional<Path> of(String option, Path file) {
    if (file == null) {
      return Optional.empty();
    }
    Path path = file.toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new UsageException("%s %s is a folder; add the name of a file".formatted(option, file));
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          "%s %s: there is no folder %s; create it first, or choose another"
              .formatted(option, file, folder));
    }
    return Optional.of(path);
  }
}
