package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Where commands print. */
class CommandOutputTest {
  @Test
  void aCommandPrintsWhereItWasAskedToWhateverBecomesOfTheSystemsOutput() {
    StringWriter out = new StringWriter();
    CommandLine line = Gpicl.commandLine().setOut(new PrintWriter(out, true));
    PrintStream before = System.out;
    System.setOut(new PrintStream(before, true));
    try {
      line.execute("--version");
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString()).startsWith("gpicl ");
  }
}
