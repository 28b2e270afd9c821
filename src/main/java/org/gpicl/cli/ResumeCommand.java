package org.gpicl.cli;

import java.util.concurrent.Callable;
import org.gpicl.job.Home;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on with a sweep by its name, as it was last run. */
@Command(
    name = "resume",
    description = "Goes on with a sweep by its name, as it was last run.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The sweep's name.")
  private String name;

  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Images images;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    return new Execution(home, images.library(home, System.err), options, System.out, System.err)
        .run(
            context ->
                SweepFile.parse(
                    context
                        .getBean(SweepTable.class)
                        .find(name)
                        .orElseThrow(() -> new UnknownSweepException(name, home))
                        .resolved(),
                    name,
                    options.overrides()));
  }
}
