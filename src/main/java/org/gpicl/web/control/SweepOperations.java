package org.gpicl.web.control;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.gpicl.home.Home;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.recovery.RebuildSweep;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.upkeep.DeleteGarbage;
import org.gpicl.job.upkeep.FindGarbage;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.job.upkeep.RemoveSweep;
import org.gpicl.report.ResultTable;
import org.gpicl.report.SweepReport;
import org.gpicl.report.table.ResultFileException;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.context.ApplicationContext;

/** What is asked and done of a home, whether asked from this terminal or from another. */
public final class SweepOperations implements SweepControl {
  private final ApplicationContext context;
  private final Home home;
  private final ImageLibrary images;
  private final Supplier<Optional<RunningSweep>> running;

  /** Where nothing runs. */
  public SweepOperations(ApplicationContext context, Home home, ImageLibrary images) {
    this(context, home, images, Optional::empty);
  }

  /**
   * @param running what runs in this process
   */
  public SweepOperations(
      ApplicationContext context,
      Home home,
      ImageLibrary images,
      Supplier<Optional<RunningSweep>> running) {
    this.context = context;
    this.home = home;
    this.images = images;
    this.running = running;
  }

  @Override
  public Answer status(String name) {
    StatusAnswer status = new StatusAnswer(context, home, running);
    return name.isEmpty() ? status.ofAll() : told(() -> one(name, status));
  }

  private Answer one(String name, StatusAnswer status) {
    Sweep sweep = sweep(name);
    List<String> lines = new ArrayList<>();
    status.now(name).ifPresent(lines::add);
    lines.add(table(sweep));
    lines.addAll(RmAnswer.archived(home, name));
    return new Answer(ExitCode.DONE, String.join(System.lineSeparator(), lines));
  }

  /** The same answer to the same mistake, whoever is asked. */
  private static Answer told(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (UnknownSweepException | SweepFileException | ResultFileException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    }
  }

  private Optional<RunningSweep> running(String name) {
    return running.get().filter(now -> now.is(name));
  }

  @Override
  public Answer stop(String name) {
    Optional<RunningSweep> now = running(name);
    boolean inQueue =
        context.getBeanProvider(SweepQueue.class).stream().anyMatch(queue -> queue.stop(name));
    if (now.isPresent()) {
      now.get().stop().raise();
      return new Answer(
          ExitCode.DONE,
          "Sweep %s stops after a checkpoint; `gpicl resume %s` goes on with it."
              .formatted(name, name));
    }
    if (inQueue) {
      return new Answer(ExitCode.DONE, "Sweep %s waits no longer.".formatted(name));
    }
    return told(
        () -> {
          sweep(name);
          return context
              .getBean(LeaseTable.class)
              .holder(name)
              .map(
                  holder ->
                      new Answer(
                          ExitCode.REFUSED,
                          "sweep %s is run by process %s with another home; stop it there"
                              .formatted(name, holder.process())))
              .orElseGet(() -> new Answer(ExitCode.DONE, "Sweep " + name + " is not running."));
        });
  }

  @Override
  public Answer report(String name, boolean export) {
    return told(
        () -> {
          Sweep sweep = sweep(name);
          Reporting reporting =
              running(name)
                  .flatMap(RunningSweep::reporting)
                  .orElseGet(
                      () ->
                          Reporting.of(
                              sweep,
                              context.getBean(CellRecords.class),
                              context.getBean(RunTable.class),
                              home,
                              images));
          return write(sweep, reporting, export);
        });
  }

  @Override
  public Answer compare(String first, String second, String directory) {
    return told(
        () ->
            new ComparisonAnswer(context.getBean(CellRecords.class), home)
                .of(sweep(first), sweep(second), directory));
  }

  @Override
  public Answer remove(String name, DeletionMode deed) {
    if (running(name).isPresent()) {
      return RmAnswer.refused(name, "it runs in process " + ProcessHandle.current().pid());
    }
    if (context.getBean(ScheduleTable.class).find(name).isPresent()) {
      return new Answer(
          ExitCode.REFUSED,
          "sweep %s is not removed: its schedule would run it anew. `gpicl schedule remove %s` first."
              .formatted(name, name));
    }
    return told(() -> new RmAnswer(context.getBean(RemoveSweep.class), home).of(name, deed));
  }

  @Override
  public Answer free(HomeBounds bounds, DeletionMode deed) {
    List<Sweep> here = running.get().map(RunningSweep::sweep).stream().toList();
    return new GcAnswer(
            context.getBean(FindGarbage.class), context.getBean(DeleteGarbage.class), home, images)
        .of(here, bounds, deed);
  }

  @Override
  public Answer rebuild(String name, boolean export) {
    if (running(name).isPresent() || context.getBean(LeaseTable.class).holder(name).isPresent()) {
      return new Answer(
          ExitCode.REFUSED, "sweep %s is running; `gpicl stop %s` first".formatted(name, name));
    }
    return told(
        () -> {
          RebuildSweep.Rebuilt rebuilt = context.getBean(RebuildSweep.class).rebuild(name);
          if (H2File.of(home.database())
              .isAt(context.getEnvironment().getRequiredProperty("spring.datasource.url"))) {
            new DatabaseBackup(home, Clock.systemUTC(), System.err).changes();
          }
          String lines = String.join(System.lineSeparator(), rebuilt.lines());
          if (!rebuilt.complete()) {
            return new Answer(ExitCode.FAILED, lines);
          }
          Answer report = report(name, export);
          return new Answer(report.exit(), lines + System.lineSeparator() + report.text());
        });
  }

  private Answer write(Sweep sweep, Reporting reporting, boolean export) {
    List<String> damaged = List.of();
    try {
      reporting.writeAll();
      if (export) {
        damaged = reporting.export();
      }
    } catch (IOException | CancellationException e) {
      return new Answer(ExitCode.FAILED, "the report could not be written: " + e.getMessage());
    }
    List<String> lines = new ArrayList<>();
    lines.add(table(sweep));
    lines.addAll(SweepReport.listing(reporting.written()));
    lines.addAll(reporting.messages());
    lines.addAll(damaged);
    return new Answer(
        damaged.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
        String.join(System.lineSeparator(), lines));
  }

  /** The results of a sweep as a table for the terminal. */
  public String table(Sweep sweep) {
    LeaseTable leases = context.getBean(LeaseTable.class);
    return ResultTable.of(
        sweep,
        context
            .getBean(CellRecords.class)
            .outcomes(sweep, owner -> leases.heldBy(owner).isPresent()));
  }

  private Sweep sweep(String name) {
    return running(name)
        .map(RunningSweep::sweep)
        .orElseGet(
            () ->
                context
                    .getBean(SweepTable.class)
                    .find(name)
                    .orElseThrow(() -> new UnknownSweepException(name, home))
                    .sweep());
  }
}
