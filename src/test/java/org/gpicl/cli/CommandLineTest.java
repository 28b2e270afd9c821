package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is typed wrongly, and where. */
class CommandLineTest {
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = Gpicl.commandLine();
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "rnu, run",
    "statsu, status",
    "Comapre, compare",
    "shedule, schedule",
  })
  void aMisspeltCommandIsSuggested(String typed, String meant) {
    assertThat(execute(typed, "some.yaml")).isEqualTo(ExitCode.USAGE);
    assertThat(err)
        .hasToString(
            "gpicl has no command %s; did you mean %s? `gpicl --help` lists all.%n"
                .formatted(typed, meant));
  }

  @Test
  void aCommandThatResemblesNoneIsNamed() {
    assertThat(execute("frobnicate")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("frobnicate").doesNotContain("; did you mean");
  }

  @Test
  void numbersAreWrittenInPlainDigitsWhereverTheUserLives() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat("-Xmx%dm".formatted(68)).as("what the locale would do").isNotEqualTo("-Xmx68m");

      Gpicl.commandLine();

      assertThat("-Xmx%dm, %.1f".formatted(68, 0.5)).isEqualTo("-Xmx68m, 0.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
