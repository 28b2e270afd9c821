package org.gpicl.tasks.projection;

import java.nio.ShortBuffer;
import java.util.BitSet;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.HalfFloat;

/**
 * The images of a set projected by one task's matrix, in half precision and native memory. An image
 * is projected when it is first needed, together with as many others as the product has room for,
 * so no item costs more than its own product. Safe for use by several threads.
 */
public final class ProjectedImages implements AutoCloseable {
  private final ImageSet images;
  private final int features;
  private final ShortPointer halfs;
  private final ShortBuffer numbers;
  private final BitSet done;
  private final short[] row;
  private boolean closed;

  ProjectedImages(ImageSet images) {
    this.images = images;
    this.features = images.features();
    this.halfs = new ShortPointer((long) images.count() * features);
    this.numbers = halfs.asBuffer();
    this.done = new BitSet(images.count());
    this.row = new short[features];
  }

  /** Bytes that the projected images of one task need. */
  public static long bytes(long images, long features) {
    return Short.BYTES * images * features;
  }

  /**
   * Reads some images, projected and rounded to half precision.
   *
   * @param wanted the images to read; products have as many rows
   * @param matrix the matrix of the task, [features, features]
   * @param out receives [wanted, features]
   */
  public synchronized void read(
      int[] wanted, Projection projection, FloatPointer matrix, float[] out) {
    if (closed) {
      throw new IllegalStateException("the set is closed");
    }
    projectMissing(wanted, projection, matrix);
    for (int k = 0; k < wanted.length; k++) {
      numbers.get(wanted[k] * features, row);
      HalfFloat.toFloats(row, 0, out, k * features, features);
    }
  }

  private void projectMissing(int[] wanted, Projection projection, FloatPointer matrix) {
    int[] together = new int[wanted.length];
    int count = 0;
    for (int image : wanted) {
      if (!done.get(image)) {
        together[count++] = image;
      }
    }
    if (count == 0) {
      return;
    }
    int next = -1;
    while (count < together.length && (next = done.nextClearBit(next + 1)) < images.count()) {
      together[count++] = next;
    }
    for (int k = 0; k < together.length; k++) {
      // Rows without an image are filled too: all products must have the same shape.
      projection.image(k, together[Math.min(k, count - 1)]);
    }
    float[] x = projection.project(matrix, together.length);
    for (int k = 0; k < count; k++) {
      HalfFloat.fromFloats(x, k * features, row, 0, features);
      numbers.put(together[k] * features, row);
      done.set(together[k]);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    halfs.deallocate();
  }
}
