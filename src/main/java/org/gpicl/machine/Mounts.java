package org.gpicl.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** File systems as Linux has mounted them; elsewhere nothing is known of them. */
final class Mounts {
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/mounts");

  /** Device, place, type, options; the last one at a place hides those before. */
  private final List<String[]> lines;

  Mounts(String text) {
    this.lines = text.lines().map(line -> line.split(" ")).filter(l -> l.length > 3).toList();
  }

  static Mounts ofThisProcess() {
    try {
      return new Mounts(Files.readString(OF_THIS_PROCESS));
    } catch (IOException notLinux) {
      return new Mounts("");
    }
  }

  /** Whether nothing at a real path may be executed. */
  boolean forbidExecution(Path path) {
    String options = "";
    int longest = -1;
    for (String[] line : lines) {
      Path place = Path.of(line[1].replace("\\040", " ").replace("\\011", "\t"));
      if (path.startsWith(place) && place.getNameCount() >= longest) {
        longest = place.getNameCount();
        options = line[3];
      }
    }
    return Arrays.asList(options.split(",")).contains("noexec");
  }
}
