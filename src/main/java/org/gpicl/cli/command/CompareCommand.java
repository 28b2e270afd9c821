package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.web.control.ControlEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows two sweeps beside each other. */
@Command(
    name = "compare",
    description = "Shows how the results of two sweeps differ: table, CSV file and figure.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "A sweep's name.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "Another's; what is shown is B - A.")
  private String second;

  @Mixin private HomeOptions homeOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: comparisons/A-vs-B in the home).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    String directory = out == null ? "" : out.toAbsolutePath().normalize().toString();
    List<String> where = directory.isEmpty() ? List.of() : List.of(directory);
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request("compare", first, second, where),
            control -> control.compare(first, second, directory));
  }
}
