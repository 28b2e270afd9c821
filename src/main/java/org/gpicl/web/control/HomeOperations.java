package org.gpicl.web.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gpicl.home.Home;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.report.export.ModelChoice;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.EmittedFile;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.report.table.ResultFileException;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.springframework.beans.factory.ObjectProvider;

/** Does in this process, which owns the home, whatever this or another terminal asks of it. */
final class HomeOperations implements HomeControl {
  private final Home home;
  private final SweepTable sweeps;
  private final LeaseTable leases;
  private final ScheduleTable scheduled;
  private final CurrentRun current;
  private final StatusAnswer status;
  private final ReportAnswer report;
  private final ComparisonAnswer comparison;
  private final RmAnswer removal;
  private final GcAnswer garbage;
  private final ObjectProvider<SweepQueue> queue;
  private final ObjectProvider<OrderAnswer> orders;
  private final ObjectProvider<Schedules> schedules;

  HomeOperations(
      Home home,
      SweepTable sweeps,
      LeaseTable leases,
      ScheduleTable scheduled,
      CurrentRun current,
      StatusAnswer status,
      ReportAnswer report,
      ComparisonAnswer comparison,
      RmAnswer removal,
      GcAnswer garbage,
      ObjectProvider<SweepQueue> queue,
      ObjectProvider<OrderAnswer> orders,
      ObjectProvider<Schedules> schedules) {
    this.home = home;
    this.sweeps = sweeps;
    this.leases = leases;
    this.scheduled = scheduled;
    this.current = current;
    this.status = status;
    this.report = report;
    this.comparison = comparison;
    this.removal = removal;
    this.garbage = garbage;
    this.queue = queue;
    this.orders = orders;
    this.schedules = schedules;
  }

  @Override
  public Answer status(String name) {
    return name.isEmpty()
        ? status.ofAll()
        : answered(() -> status.ofNew(name).orElseGet(() -> status.of(sweep(name))));
  }

  @Override
  public Answer stop(String name) {
    Optional<Answer> stopped = current.stop(name);
    boolean inQueue = queue.stream().anyMatch(one -> one.stop(name));
    return answered(
        () ->
            stopped.orElseGet(
                () ->
                    inQueue
                        ? new Answer(
                            ExitCode.DONE, "Sweep %s was removed from the queue.".formatted(name))
                        : notRunningHere(name)));
  }

  @Override
  public Answer stopCell(String name, String cell) {
    return answered(() -> current.stopCell(name, cell).orElseGet(() -> notRunningHere(name)));
  }

  private Answer notRunningHere(String name) {
    sweep(name);
    return leases
        .holder(name)
        .map(
            holder ->
                new Answer(
                    ExitCode.REFUSED,
                    "sweep %s is run by process %s with another home; stop it there"
                        .formatted(name, holder.process())))
        .orElseGet(() -> new Answer(ExitCode.DONE, "Sweep " + name + " is not running."));
  }

  @Override
  public Answer report(String name, boolean export) {
    return answered(() -> report.of(sweep(name), export));
  }

  @Override
  public Answer bundle(String name) {
    return answered(() -> report.bundle(sweep(name)));
  }

  @Override
  public Answer figure(String name, FigureChoice choice) {
    return answered(() -> report.figure(sweep(name), choice));
  }

  @Override
  public Answer paper(String name, PaperStyle style) {
    return answered(() -> report.paper(sweep(name), style));
  }

  @Override
  public Answer paperFigure(String name, FigureChoice choice, PaperStyle style) {
    return answered(() -> report.paper(sweep(name), choice, style));
  }

  @Override
  public Answer best(String name, BestChoice choice, EmittedFile file) {
    return answered(() -> report.best(sweep(name), choice, file));
  }

  @Override
  public Answer export(String name, ModelChoice choice) {
    return answered(() -> report.models(sweep(name), choice));
  }

  @Override
  public Answer examples(String name, ExampleChoice choice) {
    return answered(() -> report.examples(sweep(name), choice));
  }

  @Override
  public Answer track(String name) {
    if (running(name)) {
      return new Answer(
          ExitCode.REFUSED, "sweep %s is running, and its run sends it".formatted(name));
    }
    return answered(() -> report.tracked(sweep(name)));
  }

  @Override
  public Answer tensorboard(String name, String folder) {
    if (running(name)) {
      return new Answer(
          ExitCode.REFUSED,
          "sweep %s is running: --tensorboard with `gpicl run` or `gpicl resume` writes it meanwhile, and with this command when it has ended"
              .formatted(name));
    }
    return answered(() -> report.tensorboard(sweep(name), Path.of(folder)));
  }

  @Override
  public Answer rebuild(String name, boolean export) {
    if (running(name)) {
      return new Answer(
          ExitCode.REFUSED, "sweep %s is running; `gpicl stop %s` first".formatted(name, name));
    }
    return answered(() -> report.rebuilt(name, () -> sweep(name), export));
  }

  @Override
  public Answer compare(String first, String second, String directory) {
    return answered(() -> comparison.of(sweep(first), sweep(second), directory));
  }

  @Override
  public Answer paperComparison(String first, String second, String directory, PaperStyle style) {
    return answered(() -> comparison.of(sweep(first), sweep(second), directory, style));
  }

  @Override
  public Answer remove(String name, DeletionMode mode) {
    if (current.of(name).isPresent()) {
      return RmAnswer.refused(name, "process " + ProcessHandle.current().pid() + " is running it");
    }
    if (scheduled.find(name).isPresent()) {
      return new Answer(
          ExitCode.REFUSED,
          "sweep %s is not removed: its schedule would run it again. `gpicl schedule remove %s` first."
              .formatted(name, name));
    }
    return answered(() -> removal.of(name, mode));
  }

  @Override
  public Answer free(HomeBounds bounds, DeletionMode mode) {
    return garbage.of(current.get().map(RunningSweep::sweep).stream().toList(), bounds, mode);
  }

  @Override
  public Answer schedule(ScheduleAction action, String sweep, String text) {
    Schedules here = schedules.getIfAvailable();
    return here == null
        ? onlyAServer("schedule")
        : new ScheduleAnswer(here, queue.getIfAvailable() != null).of(action, sweep, text);
  }

  @Override
  public Answer run(String resolved, List<String> flags) {
    OrderAnswer server = orders.getIfAvailable();
    return server == null ? onlyAServer("run") : answered(() -> server.placed(resolved, flags));
  }

  @Override
  public Answer resume(String name, List<String> flags) {
    OrderAnswer server = orders.getIfAvailable();
    return server == null ? onlyAServer("resume") : answered(() -> server.placedAgain(name, flags));
  }

  @Override
  public Answer follow(long order) {
    OrderAnswer server = orders.getIfAvailable();
    return server == null ? onlyAServer("follow") : server.progress(order);
  }

  private static Answer onlyAServer(String command) {
    return new Answer(
        ExitCode.REFUSED,
        "the owner of this home runs one sweep and cannot do `%s`; `gpicl serve` can"
            .formatted(command));
  }

  private static Answer answered(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (SweepNotFoundException
        | SweepFileException
        | ResultFileException
        | ChoiceException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    }
  }

  private boolean running(String name) {
    return current.of(name).isPresent() || leases.holder(name).isPresent();
  }

  private Sweep sweep(String name) {
    return current
        .of(name)
        .map(RunningSweep::sweep)
        .orElseGet(
            () ->
                sweeps
                    .find(name)
                    .orElseThrow(() -> new SweepNotFoundException(name, home))
                    .sweep());
  }
}
