package org.gpicl.job.upkeep;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.home.files.WholeFile;

/**
 * What processes left that were killed while they wrote or removed: until it is whole, a file has a
 * hidden name, and so has a folder until it is gone. One process owns a home at a time, so that
 * what was written before this one began is no longer in use.
 */
final class TemporaryFiles {
  private static final List<String> ENDINGS =
      List.of(WholeFile.PART, FileTree.REMOVED, Archive.REPLACED);

  private final Home home;
  private final Instant begun =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

  TemporaryFiles(Home home) {
    this.home = home;
  }

  List<Garbage> find() throws IOException {
    List<Garbage> found = new ArrayList<>();
    addFrom(home.sweeps(), found);
    addFrom(home.archives(), found);
    return found;
  }

  private void addFrom(Path folder, List<Garbage> found) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (unfinished(entry)) {
          Garbage.OnDisk leftover = Garbage.OnDisk.at(Garbage.Kind.TEMPORARY, entry);
          if (leftover.since().isBefore(begun)) {
            found.add(leftover);
          }
        } else {
          addFrom(entry, found);
        }
      }
    }
  }

  private static boolean unfinished(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
