package org.gpicl.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.gpicl.home.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

@Timeout(60)
class HomeLogTest {
  @TempDir Path directory;

  private Home home;
  private Path log;

  @BeforeEach
  void make() throws IOException {
    home = new Home(directory);
    Files.createDirectories(home.logs());
    log = home.logs().resolve("gpicl.log");
  }

  private static String line(String level, String about, String message) {
    return "2026-11-25T09:11:01.988Z %-5s %s[main] o.g.X %s%n"
        .formatted(level, about.isEmpty() ? "" : "[" + about + "] ", message);
  }

  private static String info(String about, String message) {
    return line("INFO", about, message);
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void rolled(String name, String text) throws IOException {
    Files.write(home.logs().resolve(name), packed(text));
  }

  private List<String> messages(int count, LogFilter filter) throws IOException {
    try (HomeLog open = HomeLog.open(home, filter)) {
      return messages(open.last(count));
    }
  }

  private static List<String> messages(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("(?s)^.*?o\\.g\\.X ", "").strip()).toList();
  }

  private static LogFilter all(String sweep) {
    return new LogFilter(sweep, "", Level.TRACE);
  }

  @Test
  void theLinesOfASweepAreThoseOfItsCellsTooAndNoOthers() throws IOException {
    append(info("a#1", "one") + info("", "two") + info("b#2", "three") + info("a#1 c", "four"));
    assertThat(messages(9, all("a"))).containsExactly("one", "four");
    assertThat(messages(9, new LogFilter("a", "c", Level.TRACE))).containsExactly("four");
    assertThat(messages(1, all("a"))).containsExactly("four");
  }

  @Test
  void stackTracesGoWithTheirLine() throws IOException {
    append(info("b", "other") + "java.lang.Error: not this\n\tat nowhere\n");
    append(line("ERROR", "a", "it broke") + "java.lang.Error: this\n\tat here\n" + info("a", "on"));
    assertThat(messages(9, all("a")))
        .containsExactly("it broke\njava.lang.Error: this\n\tat here", "on");
    assertThat(messages(9, new LogFilter("a", "", Level.WARN)))
        .containsExactly("it broke\njava.lang.Error: this\n\tat here");
  }

  @Test
  void rolledFilesAreReadBackAsFarAsNeeded() throws IOException {
    rolled("gpicl.2026-11-23.0.log.gz", info("a", "1"));
    rolled("gpicl.2026-11-24.2.log.gz", info("a", "2"));
    rolled("gpicl.2026-11-24.10.log.gz", info("a", "3") + info("old", "x"));
    append(info("a", "4"));
    assertThat(messages(9, all("a"))).containsExactly("1", "2", "3", "4");
    assertThat(messages(3, all("a"))).containsExactly("2", "3", "4");

    Files.write(home.logs().resolve("gpicl.2026-11-23.0.log.gz"), new byte[] {1, 2, 3});
    assertThat(messages(3, all("a"))).as("the oldest is not opened").hasSize(3);
    assertThat(messages(1, all("old"))).containsExactly("x");
  }

  @Test
  void aFileThatIsBeingPackedIsReadOnce() throws IOException {
    byte[] whole = packed(info("a", "1").repeat(1000));
    Files.write(
        home.logs().resolve("gpicl.2026-11-23.0.log.gz"),
        java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(messages(9999, all("a"))).as("cut").hasSizeLessThan(1000);
    Files.writeString(home.logs().resolve("gpicl.2026-11-23.0.log.gz77.tmp"), info("a", "1"));
    append(info("a", "2"));
    assertThat(messages(9999, all("a"))).containsExactly("1", "2");
  }

  @Test
  void whatTheLogKnowsIsKnownWhateverItsLevel() throws IOException {
    append(info("a#1 c", "one") + info("b", "two"));
    LogFilter errors = new LogFilter("a", "", Level.ERROR);
    assertThat(messages(9, errors)).isEmpty();
    assertThat(errors.known()).isTrue();
    LogFilter unknown = all("z");
    assertThat(messages(9, unknown)).isEmpty();
    assertThat(unknown.known()).isFalse();
    assertThat(unknown.sweeps()).containsExactly("a", "b");
    LogFilter noCell = new LogFilter("a", "d", Level.TRACE);
    messages(9, noCell);
    assertThat(noCell.known()).isFalse();
    assertThat(noCell.cells()).containsExactly("c");
  }

  @Test
  void whatIsAddedIsReadAlsoBeyondARoll() throws Exception {
    append(info("a", "1"));
    try (HomeLog open = HomeLog.open(home, all("a"))) {
      assertThat(messages(open.last(9))).containsExactly("1");
      append(info("a", "2") + info("b", "x") + info("a", "half of").strip());
      assertThat(messages(more(open, 1))).containsExactly("2");
      append(" 3\n\tat here\n");
      Files.move(log, home.logs().resolve("gpicl.2026-11-23.0.log.gz1.tmp"));
      append(info("a", "4"));
      assertThat(messages(more(open, 3))).containsExactly("half of 3", "at here", "4");
    }
  }

  @Test
  void aLogThatIsNotThereYetIsWaitedFor() throws Exception {
    try (HomeLog open = HomeLog.open(home, all("a"))) {
      assertThat(open.last(9)).isEmpty();
      append(info("a", "1"));
      assertThat(messages(more(open, 1))).containsExactly("1");
    }
  }

  @Test
  void stoppingEndsTheWaiting() throws Exception {
    try (HomeLog open = HomeLog.open(home, all("a"))) {
      open.stop();
      assertThat(open.more()).isEmpty();
    }
  }

  private static List<String> more(HomeLog open, int count) throws Exception {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.addAll(open.more());
    }
    return lines;
  }
}
