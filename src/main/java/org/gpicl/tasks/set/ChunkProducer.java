package org.gpicl.tasks.set;

import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.numbers.HalfFloat;

/** Produces the chunks of a finite set, each on its own and always with the same bits. */
public final class ChunkProducer implements AutoCloseable {
  private final SetSpec spec;
  private final ChunkLayout layout;
  private final ItemProducer producer;

  ChunkProducer(SetSpec spec, ItemProducer producer) {
    this.spec = spec;
    this.layout = ChunkLayout.of(spec);
    this.producer = producer;
  }

  /** The specification of the set. */
  public SetSpec spec() {
    return spec;
  }

  /** How many chunks the whole set has. */
  public long chunks() {
    return layout.chunks();
  }

  /** Produces one chunk. Safe for use by several threads. */
  public ShardChunk produce(long chunk) {
    long first = layout.first(chunk);
    int items = layout.items(chunk);
    int length = spec.length();
    int features = spec.images().features();
    boolean samples = spec.examples() instanceof Examples.Samples;
    short[] x = new short[items * length * features];
    byte[] labels = new byte[items * length];
    double[] sums = new double[samples ? 2 * features : 0];
    ItemProducer.Sink store =
        (item, values, at, itemLabels, labelAt) -> {
          int place = (int) (item - first) * length;
          HalfFloat.fromFloats(values, at, x, place * features, length * features);
          for (int k = 0; k < length; k++) {
            labels[place + k] = (byte) itemLabels[labelAt + k];
          }
        };
    long end = first + items;
    for (long item = first; item < end; ) {
      long next = samples ? layout.runEnd(item) : item + 1;
      producer.produce(item, (int) (next - item), InUse.all(spec), store);
      item = next;
    }
    if (samples) {
      addUp(x, items, features, sums);
    }
    return new ShardChunk(chunk, items, x, labels, sums);
  }

  private static void addUp(short[] x, int items, int features, double[] sums) {
    for (int item = 0; item < items; item++) {
      for (int f = 0; f < features; f++) {
        double value = HalfFloat.toFloat(x[item * features + f]);
        sums[f] += value;
        sums[features + f] += value * value;
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
