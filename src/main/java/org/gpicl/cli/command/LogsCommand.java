package org.gpicl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.logs.HomeLog;
import org.gpicl.logs.LogFilter;
import org.gpicl.web.control.ExitCode;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** Prints the log lines of a home about a sweep or a cell. */
@Command(
    name = "logs",
    description = "Prints the log's lines about a sweep or a cell; also while it runs.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  private static final int MOST_NAMES = 20;

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "SWEEP", description = "The sweep's name.")
  private String sweep;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CELL",
      description = "One of its cells, such as mlp-n4-h8-s0.")
  private String cell = "";

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = {"--follow", "-f"},
      description = "Continues as lines are added, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "At most this many of the last lines (default: ${DEFAULT-VALUE}).",
      defaultValue = "200")
  private int lines;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "Only lines of this level or a higher one: ${COMPLETION-CANDIDATES} (default: all).")
  private Level level = Level.TRACE;

  @Override
  public Integer call() throws Exception {
    if (lines < 0) {
      throw new ParameterException(command.commandLine(), "--lines must not be negative");
    }
    Home home = homeOptions.home();
    PrintWriter err = command.commandLine().getErr();
    if (!Files.isDirectory(home.logs())) {
      err.printf("There is no log in %s yet.%n", home.root());
      return ExitCode.USAGE;
    }
    LogFilter filter = new LogFilter(sweep, cell, level);
    try (HomeLog log = HomeLog.open(home, filter)) {
      List<String> last = log.last(lines);
      if (!filter.known()) {
        err.println(unknown(home, filter));
        return ExitCode.USAGE;
      }
      PrintWriter out = command.commandLine().getOut();
      boolean read = print(last, out);
      if (follow && read) {
        follow(log, out);
      }
    }
    return ExitCode.DONE;
  }

  /** Ends on a signal, or when the output is closed. */
  private static void follow(HomeLog log, PrintWriter out)
      throws IOException, InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    for (String name : List.of("INT", "TERM")) {
      Signal.handle(
          new Signal(name),
          signal -> {
            ended.set(true);
            try {
              log.stop();
            } catch (IOException e) {
              // The next check of the flag ends it.
            }
          });
    }
    OutputReader reader = OutputReader.ofStandardOutput();
    while (!ended.get() && reader.there() && print(log.more(), out)) {
      // Each round waits for the file to grow.
    }
  }

  private static boolean print(List<String> lines, PrintWriter out) {
    lines.forEach(out::println);
    out.flush();
    return !out.checkError();
  }

  private String unknown(Home home, LogFilter filter) {
    boolean knowsTheSweep = filter.sweeps().contains(sweep);
    return "The log in %s has no lines about %s%s. %s"
        .formatted(
            home.logs(),
            knowsTheSweep ? "cell " + cell + " of sweep " : "sweep ",
            sweep,
            knowsTheSweep ? known("cells", filter.cells()) : known("sweeps", filter.sweeps()));
  }

  private static String known(String what, Set<String> names) {
    if (names.isEmpty()) {
      return "It mentions no " + what + ".";
    }
    List<String> some = new ArrayList<>(names).subList(0, Math.min(MOST_NAMES, names.size()));
    return "It has lines about the %s %s%s."
        .formatted(what, String.join(", ", some), names.size() > MOST_NAMES ? ", ..." : "");
  }
}
