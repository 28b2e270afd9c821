package org.gpicl.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ControlClient;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.ExitCode;

/** Has a server run a sweep, and shows how it gets on until it ends. */
public final class AskServer {
  private static final String CLEAR_LINE = "\r\033[2K";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS_BETWEEN_LINES = 30;

  private final Owner server;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal = Boolean.getBoolean("gpicl.terminal");

  private AskServer(Owner server, PrintStream out, PrintStream err) {
    this.server = server;
    this.out = out;
    this.err = err;
  }

  /** The server of a home, if one is there. */
  public static Optional<AskServer> of(Home home, PrintStream out, PrintStream err) {
    return OwnerLock.owner(home)
        .filter(Owner::serves)
        .filter(owner -> ProcessHandle.of(owner.pid()).isPresent())
        .map(owner -> new AskServer(owner, out, err));
  }

  /**
   * @param request a {@code run} or {@code resume}
   * @param detach whether to come back as soon as it is ordered
   */
  public int order(ControlEndpoint.Request request, boolean detach)
      throws IOException, InterruptedException {
    Answer placed;
    try {
      placed = new ControlClient(server).ask(request);
    } catch (IOException e) {
      err.printf(
          "The server, process %d, does not answer (%s); try again in a moment.%n",
          server.pid(), e);
      return ExitCode.REFUSED;
    }
    if (placed.exit() != ExitCode.DONE) {
      err.println(placed.text());
      return placed.exit();
    }
    out.printf(
        "Order %s of the server, process %d: %s%n", placed.text(), server.pid(), server.page());
    return detach ? ExitCode.DONE : follow(placed.text());
  }

  private int follow(String order) throws IOException, InterruptedException {
    err.println("Ctrl-C ends this view only; the server goes on.");
    for (int look = 0; ; look++) {
      Answer answer;
      try {
        answer =
            new ControlClient(server)
                .ask(new ControlEndpoint.Request("follow", "", order, List.of()));
      } catch (IOException gone) {
        err.println(
            "The server is gone; when it is there again, it goes on with what it was running.");
        return ExitCode.STOPPED;
      }
      if (answer.exit() != ExitCode.ASK) {
        if (terminal) {
          err.print(CLEAR_LINE);
        }
        (answer.exit() == ExitCode.DONE ? out : err).println(answer.text());
        return answer.exit();
      }
      if (terminal) {
        err.print(CLEAR_LINE + answer.text());
      } else if (look % LOOKS_BETWEEN_LINES == 0) {
        err.println(answer.text());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
