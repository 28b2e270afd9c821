package org.gpicl.tasks;

/**
 * Divides a finite set into chunks, and a chunk of samples into runs that are projected together.
 * Both depend on the spec alone, so that any chunk can be reproduced bit for bit.
 */
public record ChunkLayout(SetSpec spec, int itemsPerChunk) {
  /** Samples projected by one product if they share a task; chunk sizes are multiples of it. */
  public static final int RUN = 256;

  private static final double CHUNK_BYTES = 2 << 20;
  private static final int MOST_ITEMS = 1 << 14;

  /**
   * The layout of a finite set.
   *
   * @throws IllegalArgumentException for a fresh set, which has no end
   */
  public static ChunkLayout of(SetSpec spec) {
    if (spec.fresh()) {
      throw new IllegalArgumentException("a fresh set has no end and no chunks");
    }
    boolean samples = spec.examples() instanceof Examples.Samples;
    int unit = samples ? RUN : 1;
    double unitBytes = unit * spec.bytes() / spec.items();
    long units = Math.max(1, Math.min(MOST_ITEMS / unit, (long) (CHUNK_BYTES / unitBytes)));
    return new ChunkLayout(spec, Math.toIntExact(units * unit));
  }

  /** How many chunks the whole set has. */
  public long chunks() {
    return (spec.items() + itemsPerChunk - 1) / itemsPerChunk;
  }

  /** The first item of a chunk. */
  public long first(long chunk) {
    return chunk * itemsPerChunk;
  }

  /** Items in a chunk; the last chunk may have fewer. */
  public int items(long chunk) {
    return (int) Math.min(itemsPerChunk, spec.items() - first(chunk));
  }

  /** The end (exclusive) of the run of items that begins at {@code start}. */
  public long runEnd(long start) {
    long end = Math.min(spec.items(), start - start % RUN + RUN);
    long task = spec.taskOf(start);
    while (spec.taskOf(end - 1) != task) {
      end--;
    }
    return end;
  }
}
