package org.gpicl.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import org.gpicl.web.control.ExitCode;

/** Asks the user before doing something that cannot be undone. */
public final class Consent {
  private static final Set<String> YES = Set.of("y", "yes");

  private final InputStream in;
  private final boolean terminal;
  private final PrintStream out;
  private final PrintStream err;

  Consent(InputStream in, boolean terminal, PrintStream out, PrintStream err) {
    this.in = in;
    this.terminal = terminal;
    this.out = out;
    this.err = err;
  }

  /** Asks on this process's terminal, if it has one. */
  public static Consent atTerminal() {
    return new Consent(System.in, isTerminal(), System.out, System.err);
  }

  /** Since JDK 22 there may be a console without a terminal; it then says so. */
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return (boolean) isTerminal.invoke(console);
    } catch (ReflectiveOperationException beforeJdk22) {
      return true;
    }
  }

  /**
   * Does something after a yes.
   *
   * @param question such as {@code Remove it?}
   * @param deed returns an exit code
   */
  public int ask(String question, Deed deed) throws Exception {
    if (!terminal) {
      err.println("Nothing was done: there is no terminal to ask on. --yes skips the question.");
      return ExitCode.USAGE;
    }
    out.print(question + " [y/N] ");
    out.flush();
    String answer =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
      out.println("Nothing was done.");
      return ExitCode.DONE;
    }
    return deed.exit();
  }

  /** What is done after a yes. */
  @FunctionalInterface
  public interface Deed {
    int exit() throws Exception;
  }
}
