package org.gpicl.tasks.set;

import java.util.Optional;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.ReadBounds;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.projection.MemoryBudget;

/**
 * A set whose items are produced when they are read.
 *
 * <p>Samples are normalised over their set, so the first read produces the whole set once and keeps
 * what fits the memory bound. A large set of samples is better stored, since each read would
 * produce a whole chunk.
 */
final class ProducedSet implements ExampleSet {
  private final SetSpec spec;
  private final ImageSet images;
  private final MemoryBudget memory;
  private ItemProducer producer; // null until the first read, since it takes from the budget
  private KeptSamples samples; // null for sequences
  private boolean closed;

  ProducedSet(SetSpec spec, ImageSet images, MemoryBudget memory) {
    this.spec = spec;
    this.images = images;
    this.memory = memory;
  }

  private synchronized ItemProducer producer() {
    if (closed) {
      throw new IllegalStateException("the set is closed");
    }
    if (producer == null) {
      ItemProducer made = new ItemProducer(spec, images, memory);
      if (spec.examples() instanceof Examples.Samples) {
        samples = new KeptSamples(new ChunkProducer(spec, made), memory);
      }
      producer = made;
    }
    return producer;
  }

  @Override
  public SetSpec spec() {
    return spec;
  }

  @Override
  public void read(
      long item,
      InUse inUse,
      float[] x,
      int xOffset,
      int rowStride,
      int[] labels,
      int labelOffset) {
    ReadBounds.check(spec, item, inUse, x, xOffset, rowStride, labels, labelOffset);
    ItemProducer made = producer();
    if (samples != null) {
      samples.read(item, x, xOffset, labels, labelOffset);
      return;
    }
    int features = spec.images().features();
    made.produce(
        item,
        1,
        inUse,
        (same, values, at, itemLabels, labelAt) -> {
          for (int j = 0; j < spec.length(); j++) {
            HalfFloat.roundAll(values, at + j * features, x, xOffset + j * rowStride, features);
            labels[labelOffset + j] = itemLabels[labelAt + j];
          }
        });
  }

  @Override
  public Optional<ItemDraws> draws() {
    return spec.matricesAreNew() ? Optional.of(new ItemDraws(spec, images)) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (producer != null && !closed) {
      if (samples != null) {
        samples.close();
      }
      producer.close();
    }
    closed = true;
  }
}
