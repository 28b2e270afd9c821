package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTextTest {
  @TempDir Path folder;

  @Test
  void oneByteThatIsNoTextIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xFF});
    assertThatThrownBy(() -> FileText.of(file))
        .hasMessageEndingWith(
            "x.yaml:1: the byte FF in column 1 is not UTF-8 text; save the file as UTF-8");
  }
}
