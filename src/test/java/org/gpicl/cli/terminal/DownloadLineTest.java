package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DownloadLineTest {
  private static final URI SOURCE = URI.create("https://example.org/labels.gz");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final DownloadLine line =
      new DownloadLine(new PrintStream(written, true, StandardCharsets.UTF_8));

  @Test
  void aSmallFileHasASizeToo() {
    line.progressed(SOURCE, 2_100, 28_881);
    line.progressed(SOURCE, 28_881, 28_881);

    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains(SOURCE + ": 2.10 kB of 28.9 kB", SOURCE + ": 28.9 kB of 28.9 kB")
        .endsWith(System.lineSeparator());
  }
}
