package org.gpicl.tasks.set;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.projection.KeptProjections;
import org.gpicl.tasks.projection.MemoryBudget;
import org.gpicl.tasks.projection.ProjectedImages;
import org.gpicl.tasks.shard.ShardName;
import org.gpicl.tasks.shard.StoredSet;

/** Opens generated sets: from a shard if there is one, otherwise produced on demand. */
public final class TaskSets {
  private final ImageLibrary images;
  private final MemoryBudget memory;

  /**
   * Produces sets from the images of a library.
   *
   * @param memoryBytes bound on what all open produced sets keep together: matrices (in native
   *     memory) and samples. The buffers and the one matrix of each reading thread come on top.
   */
  public TaskSets(ImageLibrary images, long memoryBytes) {
    this.images = images;
    this.memory = new MemoryBudget(memoryBytes);
  }

  /**
   * Opens a set for reading.
   *
   * @param shardOrNull the path of its shard, or null; if there is no such file, the set is
   *     produced
   * @throws org.gpicl.tasks.source.ImageSetException if it must be produced and the images are
   *     unavailable
   * @throws org.gpicl.tasks.shard.ShardException if the shard is damaged or belongs to another set
   */
  public ExampleSet open(SetSpec spec, Path shardOrNull) {
    return shardOrNull != null && Files.exists(shardOrNull)
        ? StoredSet.open(shardOrNull, spec)
        : produce(spec);
  }

  /** Opens a set whose items are produced when they are read. */
  public ExampleSet produce(SetSpec spec) {
    return new ProducedSet(spec, imagesOf(spec), memory);
  }

  /** Opens a producer of the chunks of a set's shard. */
  public ChunkProducer chunks(SetSpec spec) {
    return new ChunkProducer(spec, new ItemProducer(spec, imagesOf(spec), memory));
  }

  /** The file name of a set's shard. Loads the images, whose identity is part of the name. */
  public String shardName(SetSpec spec) {
    return ShardName.of(spec, imagesOf(spec).identity());
  }

  /**
   * Bytes that a produced set would keep in memory: the matrices of its tasks, if most of them fit,
   * and the projected images, if these are drawn repeatedly.
   *
   * @param images how many images there are to draw from
   * @param budget how many bytes may be kept
   */
  public static double keptBytes(SetSpec spec, long images, long budget) {
    double matrices = ItemProducer.allMatrices(spec);
    if (matrices > ItemProducer.MOST_BUDGETS * budget) {
      if (ItemProducer.eachItemHasItsTask(spec)) {
        return 0;
      }
      matrices = 0;
    }
    long features = spec.images().features();
    double projections =
        KeptProjections.wanted(spec, images) * (double) ProjectedImages.bytes(images, features);
    return Math.min(budget, matrices + projections);
  }

  private ImageSet imagesOf(SetSpec spec) {
    return images.load(spec.images(), spec.split());
  }
}
