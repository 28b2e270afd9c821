package org.gpicl.bench.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.set.TaskSets;

/** Measures the making of training sequences of new tasks, on one core. */
public final class SequenceBench {
  private static final long MEMORY = 128L << 20;

  private final Setting setting;

  public SequenceBench(Setting setting) {
    this.setting = setting;
  }

  public Section fresh() {
    Section section =
        new Section("sequences", "Making one sequence of a new task, one core, milliseconds");
    measure(section, Workload.notebookTransformer(8).cell());
    measure(section, Workload.smallTransformer(8).cell());
    return section;
  }

  /** Generated sets from images that the program draws itself. */
  static TaskSets sets(Path scratch) {
    return new TaskSets(
        new ImageLibrary(null, scratch, true, List.of(), DownloadProgress.SILENT), MEMORY);
  }

  private void measure(Section section, Cell cell) {
    SetSpec spec = cell.training();
    int features = spec.images().features();
    String name = "%d images of %d".formatted(spec.length(), features);
    setting.say("sequences of " + name);
    try (ExampleSet set = sets(setting.scratch()).produce(spec)) {
      List<Contestant> contestants = new ArrayList<>();
      contestants.add(new Reading(set));
      setting
          .yardstick()
          .ifPresent(
              yardstick ->
                  contestants.add(
                      yardstick.sequences(features, spec.length(), spec.matrixScale())));
      section.row(name).timings(setting.roundRobin().time(contestants));
      contestants.forEach(Contestant::close);
    }
  }

  /** Reads one item after another, each made when it is read. */
  private static final class Reading implements Contestant {
    private final ExampleSet set;
    private final float[] x;
    private final int[] labels;
    private final int features;
    private final InUse inUse;
    private long item;

    Reading(ExampleSet set) {
      this.set = set;
      this.features = set.spec().images().features();
      this.inUse = InUse.all(set.spec());
      this.x = new float[set.spec().length() * features];
      this.labels = new int[set.spec().length()];
    }

    @Override
    public String name() {
      return "gpicl";
    }

    @Override
    public double run() {
      set.read(item++, inUse, x, 0, features, labels, 0);
      return x[0];
    }
  }
}
