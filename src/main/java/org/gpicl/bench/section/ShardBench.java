package org.gpicl.bench.section;

import java.nio.file.Path;
import java.util.List;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Timing;
import org.gpicl.bench.timing.Workload;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.set.ChunkProducer;
import org.gpicl.tasks.set.TaskSets;
import org.gpicl.tasks.shard.ShardWriter;

/** Compares reading a stored set with reading as much plain memory. */
public final class ShardBench {
  private static final int MEMORY_LONGS = 1 << 24;

  private final Setting setting;

  public ShardBench(Setting setting) {
    this.setting = setting;
  }

  public Section stored() {
    Section section =
        new Section("shards", "Reading stored sets back, one core: half to single precision");
    Workload sequences = Workload.notebookTransformer(8);
    measure(
        section,
        "sequences of 100 images of 784",
        sequences.cell("tasks=8", "transformer.sequencesPerTask=64"));
    Workload samples = Workload.notebookMlp(8);
    measure(section, "samples of 784, normalised", samples.cell("mlp.samplesPerTask=20000"));
    return section;
  }

  private void measure(Section section, String name, Cell cell) {
    setting.say("stored " + name);
    SetSpec spec = cell.training();
    TaskSets sets = SequenceBench.sets(setting.scratch());
    Path shard = setting.scratch().resolve("bench-" + spec.items() + ".shard");
    write(sets, spec, shard);
    try (ExampleSet set = sets.open(spec, shard)) {
      Items items = new Items(set);
      Memory memory = new Memory();
      List<Timing> timings = setting.roundRobin().time(List.of(items, memory));
      double itemBytes = spec.bytes() / spec.items();
      double read = itemBytes / timings.get(0).milliseconds() / 1e6;
      double plain = Memory.BYTES / timings.get(1).milliseconds() / 1e6;
      section
          .row(name)
          .number("microseconds each", 1e3 * timings.get(0).milliseconds())
          .number("GB/s", read)
          .number("plain memory GB/s", plain)
          .percent("of it", read / plain);
    }
  }

  private static void write(TaskSets sets, SetSpec spec, Path shard) {
    try (ChunkProducer producer = sets.chunks(spec);
        ShardWriter writer = ShardWriter.open(shard, spec, 0)) {
      for (long chunk = 0; chunk < producer.chunks(); chunk++) {
        writer.write(producer.produce(chunk));
      }
      writer.seal();
    }
  }

  /** Items of a stored set, in an order that no cache can predict. */
  private static final class Items implements Contestant {
    private static final int STRIDE = 7919;

    private final ExampleSet set;
    private final int features;
    private final float[] x;
    private final int[] labels;
    private long item;

    Items(ExampleSet set) {
      this.set = set;
      this.features = set.spec().images().features();
      this.x = new float[set.spec().length() * features];
      this.labels = new int[set.spec().length()];
    }

    @Override
    public String name() {
      return "stored";
    }

    @Override
    public double run() {
      item = (item + STRIDE) % set.spec().items();
      set.read(item, InUse.all(set.spec()), x, 0, features, labels, 0);
      return x[0];
    }
  }

  /** A sum over more memory than a cache holds. */
  private static final class Memory implements Contestant {
    static final double BYTES = (double) MEMORY_LONGS * Long.BYTES;

    private final long[] memory = new long[MEMORY_LONGS];

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public double run() {
      long sum = 0;
      for (long value : memory) {
        sum += value;
      }
      return sum;
    }
  }
}
