package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.web.control.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Gpicl.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** What bash offers for a line whose last word is being typed. */
  private List<String> completed(String... words) throws Exception {
    Path script = Files.writeString(directory.resolve("completion.bash"), out.toString());
    String array = "COMP_WORDS=(gpicl";
    for (String word : words) {
      array += " '" + word + "'";
    }
    String program =
        """
        compopt() { :; } # Bash has it only while somebody types.
        source '%s'
        %s)
        COMP_CWORD=%d
        _complete_gpicl
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, array, words.length);
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", program).redirectErrorStream(true).start();
    String reply = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(reply).isZero();
    return reply.lines().map(String::strip).toList();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bashCompletesCommandsOptionsAndTheirValues() throws Exception {
    assertThat(execute("completion", "bash")).isEqualTo(ExitCode.DONE);
    assertThat(completed("co")).containsExactlyInAnyOrder("compare", "completion");
    assertThat(completed("logs", "--f")).containsExactly("--follow");
    assertThat(completed("bench", "--only", "WOR")).containsExactly("WORKERS");
  }

  @Test
  void zshIsSetUpForIt() {
    assertThat(execute("completion", "zsh")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("ZSH_VERSION", "bashcompinit", "_complete_gpicl");
  }

  @Test
  void anotherShellIsNotKnown() throws IOException {
    assertThat(execute("completion", "fish")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("bash", "zsh");
  }
}
