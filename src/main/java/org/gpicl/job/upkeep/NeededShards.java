package org.gpicl.job.upkeep;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.set.TaskSets;
import org.gpicl.tasks.shard.ShardName;
import org.gpicl.tasks.source.ImageSetException;

/**
 * The shards that cells need, by name. Without the images of a set, only the beginning of a name is
 * known: then every shard that begins like that is needed.
 */
final class NeededShards {
  private final Set<String> names = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();
  private final TaskSets taskSets;

  private NeededShards(ImageLibrary images) {
    this.taskSets = new TaskSets(images, GeneratedSets.keptMemory());
  }

  /** Those that the unfinished cells of some sweeps read. */
  static NeededShards unfinished(List<Sweep> sweeps, CellRecords records, ImageLibrary images) {
    NeededShards needed = new NeededShards(images);
    for (Sweep sweep : sweeps) {
      needed.add(GeneratedSets.storable(sweep, records.remaining().unfinished(sweep)));
    }
    return needed;
  }

  /** Those that any cell of a sweep reads. */
  static NeededShards all(Sweep sweep, ImageLibrary images) {
    NeededShards needed = new NeededShards(images);
    needed.add(
        GeneratedSets.of(sweep, sweep.cells()).stream().filter(set -> !set.fresh()).toList());
    return needed;
  }

  private void add(Collection<SetSpec> sets) {
    for (SetSpec set : sets) {
      try {
        names.add(taskSets.shardName(set));
      } catch (ImageSetException notAtHand) {
        beginnings.add(ShardName.beginning(set) + "-");
      }
    }
  }

  boolean contains(String shard) {
    return names.contains(shard) || beginnings.stream().anyMatch(shard::startsWith);
  }
}
