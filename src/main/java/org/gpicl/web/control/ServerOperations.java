package org.gpicl.web.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.report.SweepReport;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.OrderTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.springframework.context.ApplicationContext;

/** What other terminals ask of a server. */
public final class ServerOperations implements ServerControl {
  private final ApplicationContext context;
  private final Home home;

  public ServerOperations(ApplicationContext context, Home home) {
    this.context = context;
    this.home = home;
  }

  @Override
  public Answer run(String resolved, List<String> flags) {
    try {
      return placed(
          context.getBean(SweepOrders.class).run(resolved, flags, OrderTable.Origin.TERMINAL));
    } catch (SweepFileException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    }
  }

  @Override
  public Answer resume(String name, List<String> flags) {
    SweepTable sweeps = context.getBean(SweepTable.class);
    List<String> names = sweeps.all().stream().map(SweepTable.Row::name).toList();
    if (name.isEmpty() ? names.size() != 1 : !names.contains(name)) {
      return new Answer(
          ExitCode.USAGE,
          (name.isEmpty()
                  ? UnknownSweepException.whichOf(names, home)
                  : new UnknownSweepException(name, home))
              .getMessage());
    }
    try {
      return placed(
          context
              .getBean(SweepOrders.class)
              .resume(name.isEmpty() ? names.get(0) : name, flags, OrderTable.Origin.TERMINAL)
              .orElseThrow(() -> new UnknownSweepException(name, home)));
    } catch (SweepFileException | UnknownSweepException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    }
  }

  private static Answer placed(Placement placed) {
    if (placed instanceof Placement.Accepted accepted) {
      return new Answer(ExitCode.DONE, Long.toString(accepted.order()));
    }
    OrderTable.Row there = ((Placement.AlreadyThere) placed).order();
    String sweep = there.order().sweep();
    return new Answer(
        ExitCode.REFUSED,
        "sweep %s %s since %s; `gpicl status %s` shows it, `gpicl stop %s` stops it"
            .formatted(
                sweep,
                there.state() == OrderTable.State.RUNNING ? "runs" : "waits for its turn",
                WallClock.local(there.begunAt().orElse(there.orderedAt())),
                sweep,
                sweep));
  }

  @Override
  public Answer follow(long order) {
    OrderTable.Row row = context.getBean(OrderTable.class).find(order).orElse(null);
    if (row == null) {
      return new Answer(ExitCode.FAILED, "the server knows no order " + order);
    }
    if (!row.state().ended()) {
      return new Answer(ExitCode.ASK, progress(row));
    }
    return switch (row.state()) {
      case DONE -> new Answer(ExitCode.DONE, results(row));
      case FAILED -> new Answer(ExitCode.FAILED, results(row));
      case REFUSED -> new Answer(ExitCode.REFUSED, row.told());
      default ->
          new Answer(
              ExitCode.STOPPED,
              "Stopped: %s. `gpicl resume %s` goes on from here."
                  .formatted(row.told(), row.order().sweep()));
    };
  }

  private String progress(OrderTable.Row row) {
    SweepQueue queue = context.getBean(SweepQueue.class);
    String line =
        queue
            .running()
            .filter(now -> now.is(row.order().sweep()))
            .flatMap(RunningSweep::view)
            .map(ProgressLine::text)
            .orElse(row.state() == OrderTable.State.WAITING ? "waiting for its turn" : "starting");
    return row.told().isEmpty() ? line : line + " (" + row.told() + ")";
  }

  private String results(OrderTable.Row row) {
    List<String> lines = new ArrayList<>();
    Sweep sweep =
        context
            .getBean(SweepTable.class)
            .find(row.order().sweep())
            .map(SweepTable.Row::sweep)
            .orElse(null);
    if (sweep != null) {
      lines.add(
          ((SweepOperations) context.getBean(org.gpicl.web.control.SweepControl.class))
              .table(sweep));
      lines.addAll(SweepReport.listing(files(sweep)));
    }
    if (!row.told().isEmpty()) {
      lines.add(row.told());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private List<Path> files(Sweep sweep) {
    try {
      return SweepReport.standing(home.sweep(sweep.name()), sweep).orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer schedule(ScheduleAction deed, String sweep, String text) {
    return new ScheduleAnswer(context.getBean(Schedules.class), true).of(deed, sweep, text);
  }
}
