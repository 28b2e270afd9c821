package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.job.admission.ImageCheck;
import org.gpicl.job.estimate.CellDemand;
import org.gpicl.job.estimate.Estimate;
import org.gpicl.job.estimate.Experience;
import org.gpicl.job.estimate.MeasuredCost;
import org.gpicl.job.estimate.OtherProcesses;
import org.gpicl.job.estimate.SweepTime;
import org.gpicl.job.workers.Engines;
import org.gpicl.report.table.Amounts;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.ProgressLine;

/** Prints what a sweep would run and what it costs; starts and writes nothing. */
public final class DryRun {
  private static final double MEBIBYTE = 1 << 20;

  private final PrintStream out;

  public DryRun(PrintStream out) {
    this.out = out;
  }

  /**
   * @throws org.gpicl.tasks.source.ImageSetException if a run could not use the images that are
   *     here
   */
  public void print(Sweep sweep, Home home, ImageLibrary images) {
    List<String> remarks = ImageCheck.remarks(sweep, images);
    Engine engine = Engines.of(sweep.execution());
    PlannedTrainings planned = PlannedTrainings.of(sweep, home);
    Map<Cell, Long> steps = planned.steps();
    List<Cell> cells = List.copyOf(steps.keySet());
    out.printf(
        "Sweep %s, recipe %s: %d cells, engine %s. Nothing is started.%n",
        sweep.name(), sweep.recipe().key(), sweep.cells().size(), engine.name());
    if (planned.done() > 0) {
      out.printf(
          "%d of them %s trained already and %s not listed.%n",
          planned.done(), planned.done() == 1 ? "is" : "are", planned.done() == 1 ? "is" : "are");
    }
    if (!(sweep.search() instanceof Search.Everything)) {
      out.printf(
          "A search trains at most %d of %d cells to their ends; those of one possible course"
              + " follow.%n",
          sweep.search().most(sweep.cells()), sweep.cells().size());
    }
    remarks.forEach(out::println);
    if (cells.isEmpty()) {
      out.printf(
          "Nothing is left to train; a run would evaluate and report into %s%n",
          home.sweep(sweep.name()));
      return;
    }
    out.println("Measuring a few small steps ...");
    OtherProcesses.Watch watch = OtherProcesses.Watch.begin();
    MeasuredCost cost = new MeasuredCost(engine, sweep);
    OtherProcesses others = watch.end();
    PastTimes past = PastTimes.of(home, engine);
    Experience experience = Experience.of(past.trained(), cost);
    CellDemand demand = new CellDemand(engine, sweep);
    List<Estimate> seconds =
        cells.stream()
            .map(
                cell ->
                    experience
                        .correct(cell, cost.seconds(cell))
                        .times((double) steps.get(cell) / cell.spec().steps()))
            .toList();

    TextTable table = new TextTable();
    table.column("cell", false, each(cells, Cell::key));
    table.column("parameters", true, each(cells, c -> Amounts.count(c.model().parameterCount())));
    table.column("steps", true, each(cells, c -> String.format(Locale.ROOT, "%,d", steps.get(c))));
    table.column("FLOP", true, each(cells, c -> Amounts.count(flops(c, steps))));
    table.column("training data", true, each(cells, c -> data(demand, c)));
    table.column("checkpoints", true, each(cells, c -> Amounts.bytes(demand.checkpointBytes(c))));
    table.column(
        "memory",
        true,
        each(cells, c -> Amounts.bytes(demand.memoryBytes(c, cost.trainerBytes(c)))));
    table.column("time", true, each(seconds, one -> time(one.likely())));
    out.println(table.text("  "));

    out.printf(
        "In all: %s FLOP, %s of stored sets (budget %s), %s in the database, %s of memory.%n",
        Amounts.count(cells.stream().mapToDouble(c -> flops(c, steps)).sum()),
        Amounts.bytes(demand.storedBytes()),
        Amounts.bytes(sweep.execution().diskBudget()),
        Amounts.bytes(demand.databaseBytes()),
        Amounts.bytes(demand.runMemoryBytes(cost::trainerBytes)));
    double heap = demand.heapBytes(cost::trainerBytes);
    out.printf(
        "The Java heap has to hold %s of it and may grow to %s here; GPICL_JAVA_OPTS=-Xmx%dm bounds"
            + " it.%n",
        Amounts.bytes(heap),
        Amounts.bytes(Runtime.getRuntime().maxMemory()),
        (long) Math.ceil(heap / MEBIBYTE));
    int beside = demand.cellsAtATime();
    SweepTime time =
        SweepTime.of(cost.generationSeconds(), seconds, beside, others, engine.leavesCoresFree());
    out.printf(
        "About %s on this machine, %d %s at a time%s; results would be in %s%n",
        range(time.wall()),
        beside,
        beside == 1 ? "cell" : "cells",
        demand.cellsBeside() > beside
            ? ", up to %d where they share batches".formatted(demand.cellsBeside())
            : "",
        home.sweep(sweep.name()));
    if (sweep.execution().runOn() != Place.HERE) {
      out.println(
          "All times are those of this machine; workers train the sweep, which may be faster, and more.");
    }
    new TimeRemarks(cost, time, experience, past).lines().forEach(out::println);
  }

  private static String range(Estimate estimate) {
    String least = time(estimate.least());
    String most = time(estimate.most());
    return estimate.isSure() || least.equals(most)
        ? time(estimate.likely())
        : least + " to " + most;
  }

  private static double flops(Cell cell, Map<Cell, Long> steps) {
    return cell.trainingFlops() * steps.get(cell) / cell.spec().steps();
  }

  private static <T> List<String> each(List<T> values, Function<T, String> column) {
    return values.stream().map(column).toList();
  }

  private static String data(CellDemand demand, Cell cell) {
    if (cell.training().fresh()) {
      return "fresh";
    }
    String size = Amounts.bytes(cell.training().bytes());
    return demand.stored(cell.training()) ? size : size + " unstored";
  }

  private static String time(double seconds) {
    return ProgressLine.duration(Duration.ofMillis(Math.round(1000 * seconds)));
  }
}
