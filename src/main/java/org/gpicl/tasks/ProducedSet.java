package org.gpicl.tasks;

import java.util.Optional;

/**
 * A set whose items are made while they are read.
 *
 * <p>Samples are normalised over their set, so the first read of one makes the whole set once; what
 * fits into the memory bound is kept then. A large set of samples is better stored: one read makes
 * a whole chunk.
 */
final class ProducedSet implements ExampleSet {
  private final SetSpec spec;
  private final ItemProducer producer;
  private final KeptSamples samples;
  private boolean closed;

  ProducedSet(SetSpec spec, ImageSet images, MemoryBudget memory) {
    this.spec = spec;
    this.producer = new ItemProducer(spec, images, memory);
    this.samples =
        spec.examples() instanceof Examples.Samples
            ? new KeptSamples(new ChunkProducer(spec, producer), memory)
            : null;
  }

  @Override
  public SetSpec spec() {
    return spec;
  }

  @Override
  public void read(
      long item,
      int classes,
      float[] x,
      int xOffset,
      int rowStride,
      int[] labels,
      int labelOffset) {
    ReadBounds.check(spec, item, classes, x, xOffset, rowStride, labels, labelOffset);
    if (samples != null) {
      samples.read(item, x, xOffset, labels, labelOffset);
      return;
    }
    int features = spec.images().features();
    producer.produce(
        item,
        1,
        classes,
        (same, values, at, itemLabels, labelAt) -> {
          for (int j = 0; j < spec.length(); j++) {
            HalfFloat.roundAll(values, at + j * features, x, xOffset + j * rowStride, features);
            labels[labelOffset + j] = itemLabels[labelAt + j];
          }
        });
  }

  @Override
  public Optional<ItemDraws> draws() {
    return ItemProducer.matricesAreNew(spec) ? Optional.of(producer.draws()) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (samples != null && !closed) {
      samples.close();
    }
    closed = true;
    producer.close();
  }
}
