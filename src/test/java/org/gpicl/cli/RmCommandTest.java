package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Mistakes in what is to be removed or freed: nothing is touched. */
class RmCommandTest {
  @TempDir Path home;

  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = Gpicl.commandLine();
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../sweeps/one", "/", "a/b"})
  void aNameThatLeadsElsewhereIsNoSweep(String name) throws IOException {
    Path results = Files.createDirectories(home.resolve("sweeps/one")).resolve("results.csv");
    Files.writeString(results, "results");
    assertThat(execute("rm", name, "--yes", "--home", home.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no sweep " + name);
    assertThat(results).hasContent("results");
  }

  @Test
  void agesAndSizesThatAreNoneAreRefused() {
    assertThat(execute("gc", "--to", "5 bananas", "--yes", "--home", home.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(execute("gc", "--older-than", "soon", "--yes", "--home", home.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--to takes a size such as 5GB or 512MiB, not 5 bananas")
        .contains("--older-than takes an age such as 12h or 30d, not soon");
    assertThat(home).isEmptyDirectory();
  }
}
