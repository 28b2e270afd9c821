package org.gpicl.cli;

import java.util.List;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.web.control.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests the command that a misspelt one was meant to be. */
final class MisspeltCommand implements IParameterExceptionHandler {
  private final IParameterExceptionHandler otherwise;

  /**
   * @param otherwise for mistakes of any other kind, and commands that resemble none
   */
  MisspeltCommand(IParameterExceptionHandler otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) throws Exception {
    CommandLine line = mistake.getCommandLine();
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      List<String> words = unmatched.getUnmatched();
      String word = words.isEmpty() ? "" : words.get(0);
      String suggestion = Suggestion.of(word, line.getSubcommands().keySet());
      if (!word.startsWith("-") && !suggestion.isEmpty()) {
        String name = line.getCommandSpec().qualifiedName();
        line.getErr()
            .printf(
                "%s has no command %s%s `%s --help` lists all.%n", name, word, suggestion, name);
        return ExitCode.USAGE;
      }
    }
    return otherwise.handleParseException(mistake, arguments);
  }
}
