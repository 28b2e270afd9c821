package org.gpicl.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.remote.RemoteHome;
import org.gpicl.web.remote.SilentOwnerException;

/** Has a server run a sweep, and shows the progress until it ends. */
public final class AskServer {
  private static final String CLEAR_LINE = "\r\033[2K";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS_BETWEEN_LINES = 30;

  private final Owner server;
  private final HomeControl control;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal = Boolean.getBoolean("gpicl.terminal");

  private AskServer(Owner server, PrintStream out, PrintStream err) {
    this.server = server;
    this.control = RemoteHome.of(server);
    this.out = out;
    this.err = err;
  }

  /** The server of a home, if one is running. */
  public static Optional<AskServer> of(Home home, PrintStream out, PrintStream err) {
    return OwnerLock.owner(home)
        .filter(Owner::serves)
        .filter(owner -> ProcessHandle.of(owner.pid()).isPresent())
        .map(owner -> new AskServer(owner, out, err));
  }

  /** A {@code run} or {@code resume}. */
  @FunctionalInterface
  public interface Order {
    Answer place(HomeControl server) throws IOException;
  }

  /**
   * @param detach whether to return as soon as it is queued
   */
  public int order(Order order, boolean detach) {
    Answer placed;
    try {
      placed = order.place(control);
    } catch (SilentOwnerException e) {
      err.println(e.getMessage());
      return ExitCode.REFUSED;
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
    return detach ? ExitCode.DONE : follow(Long.parseLong(placed.text()));
  }

  private int follow(long order) {
    err.println("Ctrl-C ends only this view; the server continues.");
    boolean silent = false;
    for (int look = 0; ; look++) {
      Answer answer;
      try {
        answer = control.follow(order);
      } catch (SilentOwnerException e) {
        if (!silent) {
          err.println(e.getMessage());
        }
        silent = true;
        continue;
      } catch (IOException gone) {
        err.println("The server is gone; once it is started again, it resumes what was running.");
        return ExitCode.STOPPED;
      }
      silent = false;
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
