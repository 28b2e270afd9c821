package org.gpicl.engine.vector;

import org.gpicl.model.DropoutMask;
import org.gpicl.model.TransformerSpec;

/** The dropouts of a micro-batch: off in evaluation and where the probability is 0. */
final class Dropout {
  private final DropoutMask mask;
  private final boolean possible;
  private final int length;
  private final int width;
  private final int heads;
  private final int padded;
  private final float[] unpadded; // [length, width], where rows have padding
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
    this.unpadded = new float[possible && padded > width ? length * width : 0];
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

  /** What kept elements are multiplied by. */
  float kept() {
    return mask.kept();
  }

  /** Room for the factors of {@code sequences}, none if nothing is ever dropped. */
  float[] room(int sequences) {
    return new float[possible ? sequences * length * padded : 0];
  }

  /** Room for the factors of one sequence's attention weights, with slack for whole vectors. */
  float[] attentionRoom() {
    return new float[possible ? heads * length * length + Lanes.COUNT : 0];
  }

  /** x [sequences, length, width] *= factors of the site, which are kept in {@code factors}. */
  void forward(int site, int sequences, float[] x, float[] factors) {
    if (!on) {
      return;
    }
    for (int s = 0; s < sequences; s++) {
      int at = s * length * padded;
      if (padded == width) {
        mask.fill(step, firstItem + s, site, factors, at, length * width);
        continue;
      }
      mask.fill(step, firstItem + s, site, unpadded, 0, length * width);
      for (int row = 0; row < length; row++) {
        System.arraycopy(unpadded, row * width, factors, at + row * padded, width);
      }
    }
    Elementwise.multiply(x, factors, x, sequences * length * padded);
  }

  /** The gradient before a dropout: dy itself where nothing was dropped, else in {@code dx}. */
  float[] backward(int sequences, float[] dy, float[] factors, float[] dx) {
    if (!on) {
      return dy;
    }
    Elementwise.multiply(dy, factors, dx, sequences * length * padded);
    return dx;
  }

  /**
   * The factors of the attention weights [heads, length, length] of one sequence, as far as they
   * lie in the causal half.
   */
  void attention(int site, int sequence, float[] factors) {
    for (int row = 0; row < heads * length; row++) {
      int from = row * length;
      int begin = from & -DropoutMask.ELEMENTS_PER_BLOCK;
      int end = from + row % length + DropoutMask.ELEMENTS_PER_BLOCK;
      end &= -DropoutMask.ELEMENTS_PER_BLOCK;
      mask.fill(step, firstItem + sequence, site, begin, factors, begin, end - begin);
    }
  }
}
