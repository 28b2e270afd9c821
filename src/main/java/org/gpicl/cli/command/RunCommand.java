package org.gpicl.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskServer;
import org.gpicl.cli.terminal.DryRun;
import org.gpicl.cli.terminal.Execution;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.RunOptions;
import org.gpicl.home.Home;
import org.gpicl.job.admission.ImageCheck;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the sweep of a file, or what is left of it. */
@Command(
    name = "run",
    description = "Runs a sweep; run again, it continues where it stopped.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The sweep file, such as jobs/quickstart.yaml.")
  private Path file;

  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Images images;
  @Mixin private RunOptions options;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the file: --set tasks=4,64 --set transformer.steps=500.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Prints the cells, done or not, and what they cost; starts nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    List<String> all = new ArrayList<>(overrides);
    all.addAll(options.overrides());
    Sweep sweep = SweepFile.read(file, all);
    if (dryRun) {
      new DryRun(System.out).print(sweep, home, images.offline(home));
      return ExitCode.DONE;
    }
    AskServer.Order order = control -> control.run(sweep.resolved(), options.flags());
    Optional<AskServer> server = AskServer.of(home, System.out, System.err);
    if (server.isPresent()) {
      return server.get().order(order, options.detach());
    }
    if (Files.notExists(home.root())) {
      // A mistake in the images leaves no home behind; in one that is there, the run checks them.
      ImageCheck.remarks(sweep, images.offline(home));
    }
    return new Execution(home, images.library(home, System.err), options, System.out, System.err)
        .run(stored -> sweep, order);
  }
}
