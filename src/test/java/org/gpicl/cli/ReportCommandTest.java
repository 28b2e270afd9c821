package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Mistakes in how figures are to be drawn: no home is opened. */
class ReportCommandTest {
  @TempDir Path home;

  private final StringWriter err = new StringWriter();

  private int report(String... options) {
    CommandLine line = Gpicl.commandLine();
    line.setErr(new PrintWriter(err));
    String[] all = new String[options.length + 4];
    all[0] = "report";
    all[1] = "some";
    all[2] = "--home";
    all[3] = home.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return line.execute(all);
  }

  @Test
  void aStyleThatIsNoneIsRefusedWithThoseThatAre() {
    assertThat(report("--style", "poster")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--style poster", "paper (one column, 84 mm wide) or paper-wide (both columns");
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--export", "--rebuild", "--bundle", "--track", "--tensorboard=tb"})
  void aStyleIsOnlyForFigures(String option) {
    assertThat(report("--style", "paper", option)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--style draws figures and nothing else");
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tensorboard=", "--out=", "--out= ", "--home="})
  void anEmptyPathIsNotTheCurrentFolder(String option) {
    assertThat(report(option)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(option.substring(0, option.indexOf('=')), "the path is empty; name a file");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aFigureForAPaperHasTheSameKindsOfFiles() {
    assertThat(report("--style", "paper", "--out", "figure.eps")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a figure is written as .png, .svg or .pdf");
    assertThat(home).isEmptyDirectory();
  }
}
