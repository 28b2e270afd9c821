package org.gpicl.home.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path directory;

  @Test
  void foldersAreMadeAndOldFilesReplaced() throws IOException {
    Path file = directory.resolve("a/b/results.csv");
    WholeFile.write(file, "old");
    WholeFile.write(file, "new");
    assertThat(file).hasContent("new");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = directory.resolve("results.csv");
    WholeFile.write(file, "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write("half of the ne".getBytes(StandardCharsets.UTF_8));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatStandsAtTheNameIsNeverHalfWritten() throws IOException {
    Path file = directory.resolve("results.csv");
    WholeFile.write(file, "old");
    WholeFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasSize(1 << 20);
  }

  @Test
  void aSecretIsReadableByItsOwnerOnly() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "old");
    WholeFile.writeSecret(file, "new".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("new");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(WholeFile.part(file)).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsRemovedAndNothingElse() throws IOException {
    long other = ProcessHandle.current().pid() + 1;
    Path left = Files.writeString(directory.resolve(".heatmap.png." + other + "-1.part"), "half");
    Path below = Files.createDirectory(directory.resolve("curves"));
    Path leftBelow = Files.writeString(below.resolve(".a.b.svg." + other + "-12.part"), "half");
    Path whole = WholeFile.write(directory.resolve("results.csv"), "whole");
    Path foreign = Files.writeString(directory.resolve("notes.part"), "a user's");
    WholeFile.write(
        below.resolve("b.svg"),
        out -> {
          WholeFile.removeLeftovers(directory);
          out.write('b');
        });
    assertThat(left).doesNotExist();
    assertThat(leftBelow).doesNotExist();
    assertThat(whole).hasContent("whole");
    assertThat(foreign).exists();
    assertThat(below.resolve("b.svg")).hasContent("b");
  }
}
