package org.gpicl.bench.section;

import java.nio.file.Path;
import java.util.List;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.job.estimate.CellDemand;
import org.gpicl.job.estimate.MeasuredCost;
import org.gpicl.sweep.Sweep;

/** Measures the throughput and the memory of whole sweeps in separate processes. */
public final class SweepBench {
  private static final double MEGABYTE = 1e6;
  private static final double MEBIBYTE = 1 << 20;

  /** Four equal cells of some seconds each. */
  private static final Workload FOUR_CELLS =
      new Workload(
          "four cells",
          """
          name: bench
          recipe: small
          images: glyphs
          models: transformer
          tasks: 4096
          hidden: 64
          seeds: [0, 1, 2, 3]
          transformer: {steps: 150}
          """);

  private final Setting setting;
  private int homes;

  public SweepBench(Setting setting) {
    this.setting = setting;
  }

  /** The time of four cells, minus that of the same sweep with nothing left to do. */
  public Section workers() {
    setting.say("a sweep of four cells with one worker and with two");
    double one = trainingSeconds(1);
    double two = trainingSeconds(2);
    Section section =
        new Section("sweep", "A sweep of four cells, small h=64, start and report not counted");
    section
        .row("150 steps each")
        .number("one worker s", one)
        .number("two workers s", two)
        .number("ratio", one / two);
    return section;
  }

  private double trainingSeconds(int workers) {
    Path home = home();
    String[] options = {"--workers", Integer.toString(workers)};
    double whole = ChildRun.of(setting, FOUR_CELLS, home, List.of(), options).seconds();
    double again = ChildRun.of(setting, FOUR_CELLS, home, List.of(), options).seconds();
    return whole - again;
  }

  /**
   * Compares the memory that `--dry-run` estimates for a sweep with one worker with what it then
   * used.
   */
  public Section memory() {
    Section section = new Section("memory", "Memory of a sweep with one worker, MB");
    memory(section, "small h=64", Workload.smallTransformer(64), 100);
    memory(section, "notebook h=64", Workload.notebookTransformer(64), 4);
    memory(section, "notebook h=256", Workload.notebookTransformer(256), 2);
    return section;
  }

  private void memory(Section section, String name, Workload workload, int steps) {
    setting.say("the memory of " + name);
    String[] overrides = {
      "workers=1",
      "tasks=1",
      "transformer.steps=" + steps,
      "evaluate.seenTasks=1",
      "evaluate.unseenTasks=1"
    };
    Sweep sweep = workload.sweep(overrides);
    CellDemand demand = new CellDemand(setting.engine(), sweep);
    MeasuredCost cost = new MeasuredCost(setting.engine(), sweep);
    double estimated = demand.runMemoryBytes(cost::trainerBytes);
    // An unbounded heap grows as far as it can: only a bounded one shows what is needed.
    long heap = (long) Math.ceil(demand.heapBytes(cost::trainerBytes) / MEBIBYTE);
    String[] arguments = new String[2 * overrides.length];
    for (int k = 0; k < overrides.length; k++) {
      arguments[2 * k] = "--set";
      arguments[2 * k + 1] = overrides[k];
    }
    List<String> bounded = List.of("-Xmx" + heap + "m");
    double seen = ChildRun.of(setting, workload, home(), bounded, arguments).peakBytes();
    section
        .row(name)
        .number("estimated", estimated / MEGABYTE)
        .number("seen", seen / MEGABYTE)
        .percent("seen of estimated", seen / estimated);
  }

  private Path home() {
    return setting.scratch().resolve("home" + homes++);
  }
}
