package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.gpicl.cli.process.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path directory;

  @Test
  void aFileInAFolderThatIsThereIsMeant() {
    assertThat(OutputFile.of("--out", null)).isEmpty();
    assertThat(OutputFile.of("--out", directory.resolve("x/../a.png")))
        .hasValue(directory.resolve("a.png"));
  }

  @Test
  void aFolderThatIsNotThereIsNotCreated() {
    Path missing = directory.resolve("rseults");
    assertThatThrownBy(() -> OutputFile.of("--out", missing.resolve("a.png")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--out %s/a.png: there is no folder %s; create it first, or choose another",
            missing, missing);
    assertThat(missing).doesNotExist();
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> OutputFile.of("--emit", directory))
        .isInstanceOf(UsageException.class)
        .hasMessage("--emit %s is a folder; add the name of a file", directory);
  }
}
