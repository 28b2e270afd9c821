package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.terminal.AskOwner;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.schedule.Schedules;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.ScheduleAction;
import org.gpicl.web.control.ScheduleAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Schedules sweeps, and shows and changes their schedules. */
@Command(
    name = "schedule",
    description = "Runs sweeps by themselves, such as every night: see the commands below.",
    mixinStandardHelpOptions = true)
public final class ScheduleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which of add, list, pause, resume, remove, next?");
  }

  private static int ask(Home home, ScheduleAction deed, String sweep, String text)
      throws Exception {
    return new AskOwner(home, HomeOptions.offline(home), System.out, System.err)
        .ask(
            new ControlEndpoint.Request(deed.command(), sweep, text, List.of()),
            Application::openWithSchedules,
            context ->
                new ScheduleAnswer(context.getBean(Schedules.class), false).of(deed, sweep, text));
  }

  @Command(
      name = "add",
      description =
          "Schedules the sweep of a file by its `schedule:`, in the place of its schedule before.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin HomeOptions homeOptions,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "Overrides a key: --set schedule.cron=\"0 0 2 * * ?\".")
          List<String> overrides,
      @Parameters(paramLabel = "FILE", description = "The sweep file.") Path file)
      throws Exception {
    List<String> all = overrides == null ? new ArrayList<>() : overrides;
    Home home = homeOptions.home();
    home.create();
    return ask(home, ScheduleAction.ADD, "", SweepFile.read(file, all).resolved());
  }

  @Command(
      name = "list",
      description = "Shows what is scheduled, when it runs next, and what became of the last time.",
      mixinStandardHelpOptions = true)
  int list(@Mixin HomeOptions homeOptions) throws Exception {
    return ask(homeOptions.home(), ScheduleAction.LIST, "", "");
  }

  @Command(
      name = "pause",
      description = "Lets the times of a schedule pass without a run.",
      mixinStandardHelpOptions = true)
  int pause(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return ask(homeOptions.home(), ScheduleAction.PAUSE, name, "");
  }

  @Command(
      name = "resume",
      description = "Ends a pause; what passed meanwhile is not made up for.",
      mixinStandardHelpOptions = true)
  int resume(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return ask(homeOptions.home(), ScheduleAction.RESUME, name, "");
  }

  @Command(
      name = "remove",
      description = "Ends a schedule; the sweep and its results stay.",
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return ask(homeOptions.home(), ScheduleAction.REMOVE, name, "");
  }

  @Command(
      name = "next",
      description = "Shows the next ten times of a schedule.",
      mixinStandardHelpOptions = true)
  int next(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return ask(homeOptions.home(), ScheduleAction.NEXT, name, "");
  }
}
