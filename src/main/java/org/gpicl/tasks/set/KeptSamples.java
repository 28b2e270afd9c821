package org.gpicl.tasks.set;

import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.projection.MemoryBudget;
import org.gpicl.tasks.shard.Normalisation;

/**
 * Produced samples with their normalisation. The first read produces all chunks once, in order, to
 * sum their features; those that fit the memory bound are kept, the others are produced again when
 * read.
 */
final class KeptSamples implements AutoCloseable {
  private final ChunkProducer producer;
  private final ChunkLayout layout;
  private final ShardChunk[] kept;
  private final MemoryBudget memory;
  private final long granted;
  private Normalisation normalisation;
  private ShardChunk last;

  KeptSamples(ChunkProducer producer, MemoryBudget memory) {
    this.producer = producer;
    this.layout = ChunkLayout.of(producer.spec());
    this.memory = memory;
    this.granted = memory.take((long) producer.spec().bytes());
    double chunkBytes = producer.spec().bytes() / layout.chunks();
    this.kept = new ShardChunk[(int) Math.min(layout.chunks(), granted / chunkBytes)];
  }

  void read(long item, float[] x, int at, int[] labels, int labelAt) {
    Normalisation all = normalisation();
    ShardChunk chunk = chunk(item / layout.itemsPerChunk());
    int place = (int) (item % layout.itemsPerChunk());
    int features = producer.spec().images().features();
    HalfFloat.toFloats(chunk.x(), place * features, x, at, features);
    all.apply(x, at);
    labels[labelAt] = chunk.labels()[place] & 0xFF;
  }

  private synchronized Normalisation normalisation() {
    if (normalisation == null) {
      double[] total = new double[2 * producer.spec().images().features()];
      for (long index = 0; index < layout.chunks(); index++) {
        ShardChunk chunk = producer.produce(index);
        Normalisation.add(total, chunk);
        if (index < kept.length) {
          kept[(int) index] = chunk;
        }
      }
      normalisation = Normalisation.of(total, producer.spec().items());
    }
    return normalisation;
  }

  private ShardChunk chunk(long index) {
    if (index < kept.length) {
      return kept[(int) index];
    }
    synchronized (this) {
      if (last == null || last.index() != index) {
        last = producer.produce(index);
      }
      return last;
    }
  }

  @Override
  public void close() {
    producer.close();
    memory.giveBack(granted);
  }
}
