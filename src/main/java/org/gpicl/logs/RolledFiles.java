package org.gpicl.logs;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files of a log that are no longer written: packed, and named by day and number. */
final class RolledFiles {
  private static final Pattern NAME =
      Pattern.compile("gpicl\\.(\\d{4}-\\d\\d-\\d\\d)\\.(\\d+)\\.log\\.gz(\\d+\\.tmp)?");

  private final Path directory;

  RolledFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * A rolled file.
   *
   * @param name the name of the packed file
   * @param unpacked the unpacked file while it is being packed, or null
   */
  record Rolled(String day, int number, String name, Path unpacked) {}

  List<Rolled> newestFirst() throws IOException {
    List<Rolled> rolled = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          boolean packed = name.group(3) == null;
          rolled.add(
              new Rolled(
                  name.group(1),
                  Integer.parseInt(name.group(2)),
                  "gpicl.%s.%s.log.gz".formatted(name.group(1), name.group(2)),
                  packed ? null : file));
        }
      }
    }
    // While a file is being packed, there is also an unfinished packed one.
    List<String> inPacking =
        rolled.stream().filter(one -> one.unpacked() != null).map(Rolled::name).toList();
    rolled.removeIf(one -> one.unpacked() == null && inPacking.contains(one.name()));
    rolled.sort(Comparator.comparing(Rolled::day).thenComparing(Rolled::number).reversed());
    return rolled;
  }

  List<String> lines(Rolled rolled) throws IOException {
    if (rolled.unpacked() != null) {
      try {
        return Files.readAllLines(rolled.unpacked());
      } catch (NoSuchFileException packedMeanwhile) {
        // It has been renamed in the meantime.
      }
    }
    List<String> lines = new ArrayList<>();
    try (InputStream file = Files.newInputStream(directory.resolve(rolled.name()));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (NoSuchFileException removedMeanwhile) {
      // The oldest are removed as new ones are added.
    } catch (EOFException cut) {
      // A process was killed while packing: use what can be read.
    }
    return lines;
  }
}
