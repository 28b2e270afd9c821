package org.gpicl.bench.section;

import java.util.List;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Timing;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Batch;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.sweep.Cell;

/** Measures one cell on one core and on two. */
public final class CoreBench {
  private final Setting setting;

  public CoreBench(Setting setting) {
    this.setting = setting;
  }

  public Section twoAgainstOne() {
    Section section = new Section("cores", "One cell on one core and on two: elapsed milliseconds");
    measure(section, "notebook h=64", Workload.notebookTransformer(64).cell());
    measure(section, "small h=64", Workload.smallTransformer(64).cell());
    return section;
  }

  private void measure(Section section, String name, Cell cell) {
    setting.say("one cell on two cores " + name);
    Batch batch = Workload.batch(cell, cell.spec().batch());
    try (WorkerCores second = new WorkerCores(1);
        Contestant one = Workload.steps(setting.engine(), cell, batch);
        Contestant two = Workload.steps(setting.engine(), cell, batch, second)) {
      List<Timing> timings = setting.roundRobin().time(List.of(one, two));
      double alone = timings.get(0).wall();
      double together = timings.get(1).wall();
      section
          .row(name)
          .number("one core", alone)
          .number("two cores", together)
          .number("ratio", alone / together);
    }
  }
}
