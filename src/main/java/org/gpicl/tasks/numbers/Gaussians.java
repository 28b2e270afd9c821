package org.gpicl.tasks.numbers;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Draws the Gaussians of a stream, scaled: position 128 g + 32 w + 16 s + l is half s of word w of
 * block 16 g + l, looked up in {@link GaussianTable}. The result is a pure function of the index,
 * but there are internal buffers, so it is not safe for use by several threads.
 *
 * <p>They are made in pieces that stay in the first-level cache: random bits, then look-ups, then
 * scaling on the way out.
 */
public final class Gaussians {
  private static final float[] TABLE = new GaussianTable().values();
  private static final int LANES = PhiloxVectors.BLOCKS;

  /** The numbers that sixteen counters yield. */
  private static final int GROUP = LANES * 4 * 2;

  private static final int GROUPS = 8;
  private static final int PIECE = GROUPS * GROUP;

  private static final VectorSpecies<Float> FLOATS = HalfFloat.FLOATS;

  static {
    VectorProfile.gather();
  }

  private final RandomStream stream;
  private final float scale;
  private int[] places = new int[0];
  private int[] pieceBegins = new int[0];
  private final long[] words = new long[GROUPS * PhiloxVectors.GROUP];
  private final float[] piece = new float[PIECE];

  /** Draws from a stream; {@code scale} is the standard deviation. */
  public Gaussians(RandomStream stream, float scale) {
    this.stream = stream;
    this.scale = scale;
  }

  /** Draws positions 0 to count - 1 of an index into {@code out[at .. at + count - 1]}. */
  public void draw(long index, float[] out, int at, int count) {
    for (int done = 0; done < count; done += PIECE) {
      int some = Math.min(PIECE, count - done);
      piece(index, done / GROUP, some);
      System.arraycopy(piece, 0, out, at + done, some);
    }
  }

  /** Draws positions 0 to count - 1 of an index into the beginning of a buffer. */
  public void draw(long index, FloatBuffer out, int count) {
    for (int done = 0; done < count; done += PIECE) {
      int some = Math.min(PIECE, count - done);
      piece(index, done / GROUP, some);
      out.put(done, piece, 0, some);
    }
  }

  /**
   * Draws some columns of the matrix [features, features] that an index yields row by row.
   *
   * @param columns the columns to draw: its first {@code count} numbers, ascending
   * @param out receives [features, count]
   */
  public void drawColumns(long index, int features, int[] columns, int count, FloatBuffer out) {
    // After this many rows, the places of a row's numbers in their groups repeat.
    int rows = Math.min(features, GROUP / gcd(features, GROUP));
    findPlaces(rows, features, columns, count);
    for (int row = 0; row < features; row += rows) {
      int some = Math.min(rows, features - row);
      int group = row * features / GROUP;
      int pieces = (some * features + PIECE - 1) / PIECE;
      for (int p = 0; p < pieces; p++) {
        int begin = pieceBegins[p];
        int end = Math.min(some * count, pieceBegins[p + 1]);
        stream.words(index, (group + p * GROUPS) * LANES, GROUPS, words);
        lookUp(words, places, begin, end - begin, piece);
        scale(end - begin);
        out.put(row * count + begin, piece, 0, end - begin);
      }
    }
  }

  /** Finds where the numbers of some rows are among their piece's words, and where pieces begin. */
  private void findPlaces(int rows, int features, int[] columns, int count) {
    if (places.length < rows * features) {
      places = new int[rows * features];
      pieceBegins = new int[rows * features / PIECE + 3];
    }
    int k = 0;
    int begun = 0;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < count; j++) {
        int position = row * features + columns[j];
        while (begun <= position / PIECE) {
          pieceBegins[begun++] = k;
        }
        int within = position % PIECE;
        int word = within / (2 * LANES) * LANES + within % LANES;
        places[k++] = word << 1 | within / LANES & 1;
      }
    }
    while (begun < pieceBegins.length) {
      pieceBegins[begun++] = k;
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** A place is the index of a word, followed by one bit that chooses its half. */
  private static void lookUp(long[] words, int[] places, int from, int count, float[] out) {
    for (int k = 0; k < count; k++) {
      int place = places[from + k];
      out[k] = TABLE[(int) (words[place >>> 1] >>> ((place & 1) << 4)) & 0xFFFF];
    }
  }

  private void piece(long index, int group, int count) {
    int groups = (count + GROUP - 1) / GROUP;
    stream.words(index, group * LANES, groups, words);
    lookUp(words, groups * PhiloxVectors.GROUP, piece);
    scale(groups * GROUP);
  }

  /** Scales at least the first {@code count} numbers of the piece. */
  private void scale(int count) {
    for (int k = 0; k < count; k += FLOATS.length()) {
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
