package org.gpicl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gpicl.home.files.FileTree;

/**
 * What a home takes on its disk. A database elsewhere does not count.
 *
 * @param bytes by the names of its folders
 */
public record HomeUsage(Map<String, Long> bytes) {

  public static HomeUsage of(Home home) throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    try (Stream<Path> entries = Files.list(home.root())) {
      List<Path> folders = entries.filter(Files::isDirectory).toList();
      for (Path folder : folders) {
        bytes.put(folder.getFileName().toString(), new FileTree(folder).size().bytes());
      }
    }
    return new HomeUsage(bytes);
  }

  public long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
