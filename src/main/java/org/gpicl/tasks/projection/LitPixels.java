package org.gpicl.tasks.projection;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.HalfFloat;

/**
 * The pixels that are not 0 in at least one of some images; all others add nothing to a product.
 */
final class LitPixels {
  private static final VectorSpecies<Float> FLOATS = HalfFloat.FLOATS;
  private static final int MAGNITUDE = 0x7FFFFFFF;

  private final ImageSet images;
  private final int[] seen;
  private final int[] lit;
  private final float[] row;
  private int count;

  LitPixels(ImageSet images) {
    this.images = images;
    this.seen = new int[images.features()];
    this.lit = new int[images.features()];
    this.row = new float[images.features()];
  }

  /** Finds the lit pixels of some images. */
  void of(int[] drawn) {
    Arrays.fill(seen, 0);
    for (int image : drawn) {
      images.copy(image, row, 0);
      int k = 0;
      for (; k <= row.length - FLOATS.length(); k += FLOATS.length()) {
        FloatVector.fromArray(FLOATS, row, k)
            .reinterpretAsInts()
            .and(MAGNITUDE)
            .or(IntVector.fromArray(FLOATS.withLanes(int.class), seen, k))
            .intoArray(seen, k);
      }
      for (; k < row.length; k++) {
        seen[k] |= Float.floatToRawIntBits(row[k]) & MAGNITUDE;
      }
    }
    count = 0;
    for (int k = 0; k < seen.length; k++) {
      if (seen[k] != 0) {
        lit[count++] = k;
      }
    }
  }

  int count() {
    return count;
  }

  /** The lit pixels: the first {@link #count} numbers, ascending. */
  int[] pixels() {
    return lit;
  }

  /** The number of lit pixels before a pixel. */
  int before(int pixel) {
    int place = Arrays.binarySearch(lit, 0, count, pixel);
    return place >= 0 ? place : -place - 1;
  }

  /** Copies the {@link #count} lit pixels of an image to {@code out[at ..]}. */
  void copy(int image, float[] out, int at) {
    images.copy(image, row, 0);
    for (int j = 0; j < count; j++) {
      out[at + j] = row[lit[j]];
    }
  }
}
