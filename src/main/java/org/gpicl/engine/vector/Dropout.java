package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.TransformerSpec;

/**
 * The dropouts of a micro-batch: off in evaluation and if the probability is 0. A place keeps one
 * bit per element between forward and backward, set if the element stays.
 */
final class Dropout {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private final DropoutMask mask;
  private final boolean possible;
  private final int length;
  private final int width;
  private final int heads;
  private final int padded;
  private final int words; // of one sequence at one place
  private final float kept;
  private long step;
  private int firstItem;
  private boolean on;

  Dropout(TransformerSpec spec, int seed) {
    this.mask = new DropoutMask(seed, spec.dropout());
    this.possible = spec.dropout() > 0;
    this.length = spec.length();
    this.width = spec.width();
    this.heads = spec.heads();
    this.padded = Lanes.pad(width);
    this.words = Bits.words(length * width);
    this.kept = mask.kept();
  }

  void train(long step, int firstItem) {
    this.step = step;
    this.firstItem = firstItem;
    this.on = possible;
  }

  void evaluate() {
    on = false;
  }

  boolean on() {
    return on;
  }

  /** The factor of elements that stay. */
  float kept() {
    return kept;
  }

  /** An array for the bits of {@code sequences} at one place, empty if nothing is ever dropped. */
  long[] room(int sequences) {
    return new long[possible ? sequences * words : 0];
  }

  /** An array for the bits of one sequence's attention weights. */
  long[] attentionRoom() {
    return new long[possible ? Bits.words(heads * length * length) : 0];
  }

  /** Draws the bits of the attention weights [heads, length, length] of one sequence. */
  void attention(int site, int sequence, long[] bits) {
    mask.bits(step, firstItem + sequence, site, 0, bits, 0, heads * length * length);
  }

  /** x = dropout(x) for x [sequences, length, width]. */
  void forward(int site, int sequences, float[] x, long[] bits) {
    if (on) {
      draw(site, sequences, bits);
      backward(sequences, x, bits, x);
    }
  }

  private void draw(int site, int sequences, long[] bits) {
    for (int s = 0; s < sequences; s++) {
      mask.bits(step, firstItem + s, site, 0, bits, s * words, length * width);
    }
  }

  /** The gradient before a dropout: dy itself if nothing was dropped, otherwise {@code dx}. */
  float[] backward(int sequences, float[] dy, long[] bits, float[] dx) {
    if (!on) {
      return dy;
    }
    for (int row = 0; row < sequences * length; row++) {
      drop(dy, row * padded, bits, row / length * words, row % length * width, dx);
    }
    return dx;
  }

  private void drop(float[] x, int at, long[] bits, int bitsAt, int element, float[] out) {
    for (int k = 0; k < padded; k += STEP) {
      IntVector stays =
          IntVector.broadcast(Bits.INTS, Bits.at(bits, bitsAt, element + k))
              .lanewise(VectorOperators.LSHL, Bits.TO_SIGN)
              .lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      FloatVector.fromArray(FLOATS, x, at + k)
          .mul(kept)
          .reinterpretAsInts()
          .and(stays)
          .reinterpretAsFloats()
          .intoArray(out, at + k);
    }
  }
}
