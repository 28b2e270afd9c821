package org.gpicl.cli.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gpicl.web.control.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script for shell completion. */
@Command(
    name = "completion",
    description = "Prints a script that makes a shell complete commands and options.",
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** Shells that can read the script. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    // One script for both: it checks which shell reads it.
    out.println(AutoComplete.bash("gpicl", command.root().commandLine()));
    out.flush();
    return ExitCode.DONE;
  }
}
