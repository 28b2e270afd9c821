package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {
  private static final int DONE_IT = 7;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int answer(String typed, boolean terminal) throws Exception {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Consent(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), terminal, out, out)
        .ask("Remove it?", () -> DONE_IT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "YES\n", " yes \n"})
  void aYesIsAYes(String typed) throws Exception {
    assertThat(answer(typed, true)).isEqualTo(DONE_IT);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Remove it? [y/N] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "n\n", "yesterday\n", "no, not yet\n"})
  void anythingElseIsANo(String typed) throws Exception {
    assertThat(answer(typed, true)).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Nothing was done.");
  }

  @Test
  void withoutATerminalNobodyIsAsked() throws Exception {
    assertThat(answer("y\n", false)).isEqualTo(ExitCode.USAGE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("no terminal", "--yes");
  }
}
