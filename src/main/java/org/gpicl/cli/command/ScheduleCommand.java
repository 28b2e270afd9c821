package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.ScheduleAction;
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
    description = "Runs sweeps on a schedule, such as every night: see the commands below.",
    mixinStandardHelpOptions = true)
public final class ScheduleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "choose one of add, list, pause, resume, remove, next");
  }

  private static int print(HomeOptions options, ScheduleAction action, String sweep)
      throws Exception {
    return HomeOptions.print(options.control().schedule(action, sweep, ""));
  }

  @Command(
      name = "add",
      description =
          "Schedules the sweep of a file by its `schedule:`, replacing its previous schedule.",
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
    String text = SweepFile.read(file, all).resolved();
    return HomeOptions.print(homeOptions.control().schedule(ScheduleAction.ADD, "", text));
  }

  @Command(
      name = "list",
      description = "Shows what is scheduled, when it runs next, and how the last run ended.",
      mixinStandardHelpOptions = true)
  int list(@Mixin HomeOptions homeOptions) throws Exception {
    return print(homeOptions, ScheduleAction.LIST, "");
  }

  @Command(
      name = "pause",
      description = "Pauses a schedule: its times pass without a run.",
      mixinStandardHelpOptions = true)
  int pause(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return print(homeOptions, ScheduleAction.PAUSE, name);
  }

  @Command(
      name = "resume",
      description = "Ends a pause; runs missed meanwhile are not made up for.",
      mixinStandardHelpOptions = true)
  int resume(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return print(homeOptions, ScheduleAction.RESUME, name);
  }

  @Command(
      name = "remove",
      description = "Removes a schedule; the sweep and its results stay.",
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return print(homeOptions, ScheduleAction.REMOVE, name);
  }

  @Command(
      name = "next",
      description = "Shows the next ten times of a schedule.",
      mixinStandardHelpOptions = true)
  int next(
      @Mixin HomeOptions homeOptions,
      @Parameters(paramLabel = "NAME", description = "The sweep's name.") String name)
      throws Exception {
    return print(homeOptions, ScheduleAction.NEXT, name);
  }
}
