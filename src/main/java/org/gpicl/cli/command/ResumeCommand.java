package org.gpicl.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskServer;
import org.gpicl.cli.terminal.Execution;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.RunOptions;
import org.gpicl.home.Home;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.SweepNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Resumes a sweep by its name, as it was last run. */
@Command(
    name = "resume",
    description = "Resumes a sweep by its name, as it was last run.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The sweep's name; not needed if there is just one sweep.")
  private String name;

  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Images images;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    List<String> flags = new ArrayList<>(options.flags());
    flags.addAll(options.overrides());
    AskServer.Order order = control -> control.resume(name == null ? "" : name, flags);
    Optional<AskServer> server = AskServer.of(home, System.out, System.err);
    if (server.isPresent()) {
      return server.get().order(order, options.detach());
    }
    return new Execution(home, images.library(home, System.err), options, System.out, System.err)
        .run(
            sweeps -> {
              String which = name == null ? SweepNotFoundException.only(sweeps, home) : name;
              SweepTable.Row row =
                  sweeps.find(which).orElseThrow(() -> new SweepNotFoundException(which, home));
              return SweepFile.parse(row.resolved(), row.name(), options.overrides());
            },
            order);
  }
}
