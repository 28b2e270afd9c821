package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says of memory, and what a run is then seen to take. */
class MemoryIT {
  private static final String SWEEP =
      """
      name: memory
      recipe: notebook
      images: glyphs
      models: [transformer]
      tasks: [16]
      hidden: [%d]
      batch: 16
      transformer: {steps: 4, evaluateEvery: 4 steps}
      evaluate: {seenTasks: 2, unseenTasks: 2}
      checkpoint: {every: 1 steps}
      workers: 1
      """;
  private static final Map<String, Double> UNITS = Map.of("MB", 1e6, "GB", 1e9);

  @TempDir Path home;

  @Tag("full")
  @Test
  void aRunTakesTheMemoryThatTheDryRunTold() throws Exception {
    tellsWhatIsTaken(256);
  }

  @Tag("full")
  @Test
  void aNarrowRunTakesTheMemoryThatTheDryRunTold() throws Exception {
    tellsWhatIsTaken(64);
  }

  private void tellsWhatIsTaken(int width) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")));
    Path file = Files.writeString(home.resolve("memory.yaml"), SWEEP.formatted(width));
    String told =
        GpiclProcess.start(home, "run", file.toString(), "--dry-run").mustEndWith(0).out();
    Matcher memory = find("in the database, (\\S+) (MB|GB) of memory", told);
    double expected = Double.parseDouble(memory.group(1)) * UNITS.get(memory.group(2));
    long heap = Long.parseLong(find("-Xmx(\\d+)m", told).group(1));

    GpiclProcess run = GpiclProcess.startWithHeap(home, heap, "run", file.toString());
    double seen = run.peakBytes();
    run.mustEndWith(0);
    assertThat(seen).isCloseTo(expected, Percentage.withPercentage(20));
  }

  private static Matcher find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher;
  }
}
