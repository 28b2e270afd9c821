package org.gpicl.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DamagedHomeException;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ControlClient;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.SweepControl;
import org.gpicl.web.control.SweepOperations;
import org.gpicl.web.control.UnknownSweepException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Asks the owner of a home, or opens the home's database itself where nobody owns it. */
public final class AskOwner {
  private final Home home;
  private final ImageLibrary images;
  private final PrintStream out;
  private final PrintStream err;

  public AskOwner(Home home, ImageLibrary images, PrintStream out, PrintStream err) {
    this.home = home;
    this.images = images;
    this.out = out;
    this.err = err;
  }

  public int ask(ControlEndpoint.Request request, Function<SweepControl, Answer> alone)
      throws IOException, InterruptedException {
    return ask(
        request,
        Application::open,
        context -> alone.apply(new SweepOperations(context, home, images)));
  }

  /**
   * @param open opens the home's database where nobody owns it
   * @param alone then answers
   */
  public int ask(
      ControlEndpoint.Request request,
      Function<Home, ConfigurableApplicationContext> open,
      Function<ApplicationContext, Answer> alone)
      throws IOException, InterruptedException {
    return print(answer(request, open, alone));
  }

  private Answer answer(
      ControlEndpoint.Request request,
      Function<Home, ConfigurableApplicationContext> open,
      Function<ApplicationContext, Answer> alone)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(home.root())) {
      return request.sweep().isEmpty()
          ? new Answer(ExitCode.DONE, "There is no home " + home.root() + " yet, so no sweeps.")
          : new Answer(
              ExitCode.USAGE, new UnknownSweepException(request.sweep(), home).getMessage());
    }
    try (OwnerLock lock = OwnerLock.take(home).orElse(null)) {
      if (lock != null) {
        try (ConfigurableApplicationContext context = open.apply(home)) {
          return alone.apply(context);
        }
      }
    } catch (RuntimeException e) {
      if (DamageReport.told(home, e) instanceof DamagedHomeException damaged) {
        throw damaged;
      }
      throw e;
    }
    Optional<Owner> owner = OwnerLock.owner(home);
    if (owner.isEmpty()) {
      return new Answer(
          ExitCode.REFUSED,
          home.root() + " is in use by a process that is still starting; try again in a moment");
    }
    try {
      return new ControlClient(owner.get()).ask(request);
    } catch (IOException e) {
      return new Answer(
          ExitCode.REFUSED,
          "process %d owns %s but does not answer (%s); try again in a moment"
              .formatted(owner.get().pid(), home.root(), e));
    }
  }

  private int print(Answer answer) {
    (answer.exit() == ExitCode.DONE || answer.exit() == ExitCode.ASK ? out : err)
        .println(answer.text());
    return answer.exit();
  }
}
