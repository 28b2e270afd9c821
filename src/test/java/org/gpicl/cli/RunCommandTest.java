package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A sweep that cannot be run leaves no home behind. */
class RunCommandTest {
  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  private void refused(int exit, String sweep) throws Exception {
    Path home = directory.resolve("home");
    CommandLine line = Gpicl.commandLine();
    line.setErr(new PrintWriter(err));
    Path file = Files.writeString(directory.resolve("sweep.yaml"), sweep);

    assertThat(line.execute("run", file.toString(), "--home", home.toString())).isEqualTo(exit);
    assertThat(home).doesNotExist();
  }

  @Test
  void imagesThatAreSomethingElseAreRefusedBeforeAHomeIsMade() throws Exception {
    Path images = Files.createDirectory(directory.resolve("images"));
    Files.writeString(images.resolve("train-images-idx3-ubyte"), "<html>not found</html>");
    Files.writeString(images.resolve("train-labels-idx1-ubyte"), "<html>not found</html>");
    refused(
        ExitCode.USAGE,
        "name: web\nrecipe: small\nimages: {set: 'idx:images', size: 4, classes: 3}\n");

    assertThat(err.toString()).contains("it is a web page");
  }

  @Test
  void aFolderWithoutImagesIsRefusedBeforeAHomeIsMade() throws Exception {
    refused(
        ExitCode.USAGE,
        "name: none\nrecipe: small\nimages: {set: 'idx:nowhere', size: 4, classes: 3}\n");

    assertThat(err.toString()).contains("nowhere");
  }

  @Test
  void aRefusalBeforeAnythingHasBegunLeavesNoHomeEither() throws Exception {
    refused(
        ExitCode.REFUSED,
        "name: far\nrecipe: small\nrunOn: workers\nimages: {set: glyphs, size: 4, classes: 3}\n");
  }
}
