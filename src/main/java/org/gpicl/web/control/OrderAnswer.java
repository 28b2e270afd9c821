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
import org.gpicl.store.OrderTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;

/** Queues sweeps in a server for other terminals, and shows them their progress. */
public final class OrderAnswer {
  private final SweepOrders placing;
  private final SweepQueue queue;
  private final OrderTable orders;
  private final SweepTable sweeps;
  private final SweepResults results;
  private final Home home;

  OrderAnswer(
      SweepOrders placing,
      SweepQueue queue,
      OrderTable orders,
      SweepTable sweeps,
      SweepResults results,
      Home home) {
    this.placing = placing;
    this.queue = queue;
    this.orders = orders;
    this.sweeps = sweeps;
    this.results = results;
    this.home = home;
  }

  Answer placed(String resolved, List<String> flags) {
    return placed(placing.run(resolved, flags, OrderTable.Origin.TERMINAL));
  }

  /**
   * @param name may be empty if there is just one sweep
   */
  Answer placedAgain(String name, List<String> flags) {
    String which = name.isEmpty() ? SweepNotFoundException.only(sweeps, home) : name;
    return placed(
        placing
            .resume(which, flags, OrderTable.Origin.TERMINAL)
            .orElseThrow(() -> new SweepNotFoundException(which, home)));
  }

  private static Answer placed(Placement placed) {
    if (placed instanceof Placement.Accepted accepted) {
      return new Answer(ExitCode.DONE, Long.toString(accepted.order()));
    }
    OrderTable.Row there = ((Placement.AlreadyThere) placed).order();
    String sweep = there.order().sweep();
    return new Answer(
        ExitCode.REFUSED,
        "sweep %s has been %s since %s; `gpicl status %s` shows it, `gpicl stop %s` stops it"
            .formatted(
                sweep,
                there.state() == OrderTable.State.RUNNING ? "running" : "waiting for its turn",
                WallClock.local(there.begunAt().orElse(there.orderedAt())),
                sweep,
                sweep));
  }

  Answer progress(long order) {
    OrderTable.Row row = orders.find(order).orElse(null);
    if (row == null) {
      return new Answer(ExitCode.FAILED, "the server has no order " + order);
    }
    if (!row.state().ended()) {
      return new Answer(ExitCode.ASK, line(row));
    }
    return switch (row.state()) {
      case DONE -> new Answer(ExitCode.DONE, results(row));
      case FAILED -> new Answer(ExitCode.FAILED, results(row));
      case REFUSED -> new Answer(ExitCode.REFUSED, row.message());
      default ->
          new Answer(
              ExitCode.STOPPED,
              "Stopped: %s. `gpicl resume %s` resumes it."
                  .formatted(row.message(), row.order().sweep()));
    };
  }

  private String line(OrderTable.Row row) {
    String line =
        queue
            .running()
            .filter(now -> now.is(row.order().sweep()))
            .flatMap(RunningSweep::view)
            .map(ProgressLine::text)
            .orElse(row.state() == OrderTable.State.WAITING ? "waiting for its turn" : "starting");
    return row.message().isEmpty() ? line : line + " (" + row.message() + ")";
  }

  private String results(OrderTable.Row row) {
    List<String> lines = new ArrayList<>();
    Sweep sweep = sweeps.find(row.order().sweep()).map(SweepTable.Row::sweep).orElse(null);
    if (sweep != null) {
      lines.add(results.of(sweep));
      lines.addAll(SweepReport.listing(files(sweep)));
    }
    if (!row.message().isEmpty()) {
      lines.add(row.message());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private List<Path> files(Sweep sweep) {
    try {
      return SweepReport.existing(home.sweep(sweep.name()), sweep).orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
