package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.Needs;

/** A Python that has certain modules. */
record Python(String program) {
  /** Where {@code .ci/run} installs what PyPI has. */
  static final String ENVIRONMENT = "target/python/bin/";

  /** Debian's own Python has PyTorch, and need not be the first one on the path. */
  private static final List<String> PROGRAMS =
      List.of(ENVIRONMENT + "python", "python3", "/usr/bin/python3");

  /** Skips the test if there is none. */
  static Python with(String... modules) throws InterruptedException {
    for (String program : PROGRAMS) {
      try {
        Process process =
            new ProcessBuilder(program, "-c", "import " + String.join(", ", modules)).start();
        if (process.waitFor() == 0) {
          return new Python(program);
        }
      } catch (IOException thereIsNone) {
        // The next one may be there.
      }
    }
    return Needs.missing("Python with " + String.join(", ", modules));
  }

  /** What it prints when it is called with these arguments, which must go well. */
  String output(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
