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

/** The door to generated sets: stored ones where there is a shard, produced ones elsewhere. */
public final class TaskSets {
  private final ImageLibrary images;
  private final MemoryBudget memory;

  /**
   * @param memoryBytes bound on what all open produced sets keep together, matrices (in native
   *     memory) and samples; each thread's buffers and one matrix for each reading thread come on
   *     top
   */
  public TaskSets(ImageLibrary images, long memoryBytes) {
    this.images = images;
    this.memory = new MemoryBudget(memoryBytes);
  }

  /**
   * Opens a set for reading.
   *
   * @param shardOrNull where its shard is, if it has one; a path without a file means that it is
   *     produced
   * @throws org.gpicl.tasks.images.ImageSetException if it must be produced and the images cannot
   *     be had
   * @throws org.gpicl.tasks.shard.ShardException if the shard is damaged or of another set
   */
  public ExampleSet open(SetSpec spec, Path shardOrNull) {
    return shardOrNull != null && Files.exists(shardOrNull)
        ? StoredSet.open(shardOrNull, spec)
        : produce(spec);
  }

  /** A set whose items are made while they are read. */
  public ExampleSet produce(SetSpec spec) {
    return new ProducedSet(spec, imagesOf(spec), memory);
  }

  /** What makes the chunks of a set's shard. */
  public ChunkProducer chunks(SetSpec spec) {
    return new ChunkProducer(spec, new ItemProducer(spec, imagesOf(spec), memory));
  }

  /** The file name of a set's shard; it loads the images to know what they are. */
  public String shardName(SetSpec spec) {
    return ShardName.of(spec, imagesOf(spec).identity());
  }

  /**
   * Bytes that a produced set would keep in memory: the matrices of its tasks, if most of them fit,
   * and where their images are drawn again and again, these as projected.
   *
   * @param images how many there are to draw from
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
