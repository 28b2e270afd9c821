package org.gpicl.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.home.Home;

/** What one process writes into the log of its home. */
final class ProcessLog {
  private static final Pattern STEP =
      Pattern.compile("^(\\S+) .* Step (\\w+) (begins|ends)", Pattern.MULTILINE);
  private static final Pattern GOES_ON =
      Pattern.compile("Cell (\\S+) continues from step (\\d+) of (\\d+)");

  private final Path file;
  private final long from;

  private ProcessLog(Path file, long from) {
    this.file = file;
    this.from = from;
  }

  /** A training that begins or goes on. */
  record Beginning(String cell, long step, long steps) {}

  /** Of the process that is started next. */
  static ProcessLog ofTheNext(Home home) throws IOException {
    Path file = home.logs().resolve("gpicl.log");
    return new ProcessLog(file, Files.exists(file) ? Files.size(file) : 0);
  }

  String text() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      // A new day begins a new file.
      log.seek(log.length() < from ? 0 : from);
      byte[] bytes = new byte[Math.toIntExact(log.length() - log.getFilePointer())];
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (java.io.FileNotFoundException notYet) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean says(String words) {
    return text().contains(words);
  }

  boolean begun(Phase step) {
    return times(step).isPresent();
  }

  boolean ended(Phase step) {
    return times(step).filter(times -> times.size() > 1).isPresent();
  }

  Optional<Duration> duration(Phase step) {
    return times(step)
        .filter(times -> times.size() > 1)
        .map(times -> Duration.between(times.get(0), times.get(1)));
  }

  /** When a step began and, if it did, ended. */
  private Optional<List<OffsetDateTime>> times(Phase step) {
    List<OffsetDateTime> times = new ArrayList<>();
    Matcher line = STEP.matcher(text());
    while (line.find()) {
      if (Phase.ofStep(line.group(2)) == step) {
        times.add(OffsetDateTime.parse(line.group(1)));
      }
    }
    return times.isEmpty() ? Optional.empty() : Optional.of(times);
  }

  /** The phase that the last line tells. */
  Phase phase() {
    String text = text();
    Phase phase = text.contains("Creating Schema History") ? Phase.FIRST_START : Phase.START_UP;
    if (text.contains("Successfully applied")) {
      phase = Phase.START_UP;
    }
    Matcher line = STEP.matcher(text);
    while (line.find()) {
      phase = Phase.ofStep(line.group(2));
      if (phase == Phase.REPORT && line.group(3).equals("ends")) {
        phase = Phase.CLOSING;
      }
    }
    return phase;
  }

  List<Beginning> beginnings() {
    List<Beginning> beginnings = new ArrayList<>();
    Matcher line = GOES_ON.matcher(text());
    while (line.find()) {
      beginnings.add(
          new Beginning(
              line.group(1), Long.parseLong(line.group(2)), Long.parseLong(line.group(3))));
    }
    return beginnings;
  }
}
