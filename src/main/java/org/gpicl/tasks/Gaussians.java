package org.gpicl.tasks;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standard Gaussians of a stream, each times a scale: position 128 g + 32 w + 16 s + l is half s of
 * word w of block 16 g + l, looked up in {@link GaussianTable}. A pure function of the index in all
 * but its buffers, so not safe for use by several threads.
 *
 * <p>They are made in pieces that stay in the first cache: random bits, look-ups, scaling on the
 * way out.
 */
final class Gaussians {
  private static final float[] TABLE = new GaussianTable().values();
  private static final int LANES = PhiloxVectors.BLOCKS;

  /** Numbers that sixteen counters make. */
  private static final int GROUP = LANES * 4 * 2;

  private static final int GROUPS = 8;
  private static final int PIECE = GROUPS * GROUP;

  private static final VectorSpecies<Float> FLOATS = HalfFloat.FLOATS;

  static {
    VectorProfile.gather();
  }

  private final RandomStream stream;
  private final float scale;
  private final long[] words = new long[GROUPS * PhiloxVectors.GROUP];
  private final float[] piece = new float[PIECE];

  Gaussians(RandomStream stream, float scale) {
    this.stream = stream;
    this.scale = scale;
  }

  /** Positions 0 to count - 1 of an index, to {@code out[at .. at + count - 1]}. */
  void draw(long index, float[] out, int at, int count) {
    for (int done = 0; done < count; done += PIECE) {
      int some = Math.min(PIECE, count - done);
      piece(index, done / GROUP, some);
      System.arraycopy(piece, 0, out, at + done, some);
    }
  }

  /** As above, to the beginning of a buffer. */
  void draw(long index, FloatBuffer out, int count) {
    for (int done = 0; done < count; done += PIECE) {
      int some = Math.min(PIECE, count - done);
      piece(index, done / GROUP, some);
      out.put(done, piece, 0, some);
    }
  }

  private void piece(long index, int group, int count) {
    int groups = (count + GROUP - 1) / GROUP;
    stream.words(index, group * LANES, groups, words);
    lookUp(words, groups * PhiloxVectors.GROUP, piece);
    for (int k = 0; k < groups * GROUP; k += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, piece, k).mul(scale).intoArray(piece, k);
    }
  }

  private static void lookUp(long[] words, int count, float[] out) {
    for (int from = 0; from < count; from += LANES) {
      int at = 2 * from;
      for (int lane = 0; lane < LANES; lane++) {
        int word = (int) words[from + lane];
        out[at + lane] = TABLE[word & 0xFFFF];
        out[at + lane + LANES] = TABLE[word >>> 16];
      }
    }
  }
}
