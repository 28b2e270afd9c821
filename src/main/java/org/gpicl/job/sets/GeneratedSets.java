package org.gpicl.job.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.machine.Machine;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.set.ChunkProducer;
import org.gpicl.tasks.set.TaskSets;
import org.gpicl.tasks.shard.ShardException;
import org.gpicl.tasks.shard.StoredSet;
import org.gpicl.tasks.source.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generated sets of a sweep: which are stored, where, and how they are opened. Sets that end
 * are stored, the smallest first, as far as the disk budget goes; the others, and fresh ones, are
 * produced while they are read, with the same values; but see {@link SetSpec#matricesAreNew}.
 */
public final class GeneratedSets {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratedSets.class);

  /** What produced sets keep off the heap: at most this, and no more than a share of the memory. */
  private static final long MOST_KEPT = 2L << 30;

  private static final long SHARE_OF_MEMORY = 8;

  private final Sweep sweep;
  private final ImageLibrary images;
  private final TaskSets taskSets;
  private final Path directory;
  private final Map<SetSpec, StoredSetPlan> stored = new LinkedHashMap<>();
  private final Set<SetSpec> verified = new HashSet<>();

  public GeneratedSets(Sweep sweep, ImageLibrary images, Path directory) {
    this.sweep = sweep;
    this.images = images;
    this.taskSets = new TaskSets(images, keptMemory());
    this.directory = directory;
  }

  /** Bytes that produced sets may keep off the heap, all together. */
  public static long keptMemory() {
    return Math.min(MOST_KEPT, Machine.memory() / SHARE_OF_MEMORY);
  }

  /** Every set that some cells read. */
  public static Set<SetSpec> of(Sweep sweep, Collection<Cell> cells) {
    Set<SetSpec> specs = new LinkedHashSet<>();
    for (Cell cell : cells) {
      specs.add(cell.training());
      specs.add(cell.seen());
      for (EvaluationSet evaluation : sweep.evaluations(cell)) {
        specs.add(evaluation.set());
      }
    }
    return specs;
  }

  /** Those that fit into the disk budget, the smallest first. */
  public static List<SetSpec> storable(Sweep sweep, Collection<Cell> cells) {
    double[] left = {sweep.execution().diskBudget()};
    return of(sweep, cells).stream()
        .filter(spec -> !spec.fresh())
        .sorted(Comparator.comparingDouble(SetSpec::bytes))
        .takeWhile(
            spec -> {
              left[0] -= spec.bytes();
              return left[0] >= 0;
            })
        .toList();
  }

  /**
   * Makes sure that all images can be had that some trainings and evaluations need.
   *
   * @throws org.gpicl.tasks.source.ImageSetException if not
   */
  public void check(Collection<Cell> cells, Map<Cell, List<EvaluationSet>> evaluations) {
    record Source(ImageSpec images, Split split) {}
    Stream.concat(
            of(sweep, cells).stream(),
            evaluations.values().stream().flatMap(List::stream).map(EvaluationSet::set))
        .map(spec -> new Source(spec.images(), spec.split()))
        .distinct()
        .forEach(source -> images.check(source.images(), source.split()));
  }

  /** Plans what is stored for some cells, and gives what is not there yet. */
  public synchronized List<StoredSetPlan> toGenerate(Collection<Cell> cells) {
    for (SetSpec spec : storable(sweep, cells)) {
      stored.computeIfAbsent(
          spec, s -> new StoredSetPlan(s, directory.resolve(taskSets.shardName(s))));
    }
    // Folders of equal content have one shard.
    Map<Path, StoredSetPlan> missing = new LinkedHashMap<>();
    stored.values().stream()
        .filter(plan -> !plan.generated())
        .forEach(plan -> missing.putIfAbsent(plan.shard(), plan));
    return List.copyOf(missing.values());
  }

  /** What the images of a cell's training and scheduled evaluation are. */
  public String images(Cell cell) {
    return identity(cell.training()) + " " + identity(cell.seen());
  }

  private String identity(SetSpec spec) {
    return images.load(spec.images(), spec.split()).identity();
  }

  public ChunkProducer chunks(SetSpec spec) {
    return taskSets.chunks(spec);
  }

  /**
   * Opens a set. A stored one is read through once a run to see that it is whole; a damaged shard
   * is reported, removed, and the set produced instead.
   */
  public ExampleSet open(SetSpec spec) {
    StoredSetPlan plan;
    boolean first;
    synchronized (this) {
      plan = stored.get(spec);
      first = plan != null && plan.generated() && verified.add(spec);
    }
    if (plan == null || !plan.generated()) {
      return taskSets.produce(spec);
    }
    try {
      if (first) {
        try (StoredSet whole = StoredSet.open(plan.shard(), spec)) {
          whole.verify();
        }
      }
      return taskSets.open(spec, plan.shard());
    } catch (ShardException damaged) {
      LOG.error("{} It is removed and made again while it is read.", damaged.getMessage());
      discard(plan);
      return taskSets.produce(spec);
    }
  }

  private static void discard(StoredSetPlan plan) {
    try {
      Files.deleteIfExists(plan.shard());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the damaged " + plan.shard(), e);
    }
  }
}
