package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake makes no home. */
class NewHomeTest {
  @TempDir Path directory;

  private void isRefused(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--home", directory.resolve("home").toString()));
    assertThat(Gpicl.commandLine().execute(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restore",
        "restore --backup nowhere",
        "resume night",
        "status night",
        "report night",
        "schedule pause night",
        "schedule add nowhere.yaml",
        "serve nowhere.yaml",
        "serve --port 99999",
        "serve --address not.an.address.invalid",
      })
  void ofACommandLeavesNothingBehind(String command) {
    isRefused(command);
    assertThat(directory).isEmptyDirectory();
  }

  @Tag("full")
  @Test
  void ofAServerWhosePortIsTakenLeavesNothingBehind() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      isRefused("serve --port " + other.getLocalPort());
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileThatIsNoBackupIsCalledThat() throws Exception {
    Path file = Files.writeString(directory.resolve("letter.mv.db"), "Dear all");
    Path home = directory.resolve("home");
    assertThat(
            Gpicl.commandLine()
                .execute("restore", "--backup", file.toString(), "--home", home.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(home).doesNotExist();
  }
}
