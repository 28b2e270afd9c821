package org.gpicl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.home.files.FileTree;

/**
 * What was not there of a home before a process took it, so that a mistake leaves nothing behind.
 *
 * @param paths the innermost first
 * @param filled folders that are removed with what a process has put into them while it began
 */
record NewParts(List<Path> paths, Set<Path> filled) {

  /** To be asked before anything is made. */
  static NewParts of(Home home) {
    List<Path> paths = new ArrayList<>();
    Stream.concat(Stream.of(home.lock(), home.token(), home.backups()), home.directories().stream())
        .filter(Files::notExists)
        .forEach(paths::add);
    for (Path at = home.root(); at != null && Files.notExists(at); at = at.getParent()) {
      paths.add(at);
    }
    return new NewParts(paths, Set.of(home.database().getParent(), home.logs()));
  }

  /** What others have put into the home meanwhile stays. */
  void remove() {
    for (Path path : paths) {
      try {
        if (filled.contains(path)) {
          new FileTree(path).delete();
        } else {
          Files.deleteIfExists(path);
        }
      } catch (IOException notEmpty) {
        // The mistake that led here is reported.
      }
    }
  }
}
