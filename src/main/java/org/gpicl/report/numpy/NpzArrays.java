package org.gpicl.report.numpy;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays of any size as a NumPy {@code .npz}, one after the other and each piece by piece.
 * Equal arrays give equal bytes.
 */
public final class NpzArrays implements Closeable {
  private static final int NUMBERS_AT_A_TIME = 1 << 14;

  private final ZipOutputStream zip;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(Long.BYTES * NUMBERS_AT_A_TIME).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * @param cell hash of the cell that the arrays belong to, stored in the zip's comment
   */
  public NpzArrays(OutputStream out, String cell) {
    this.zip = new ZipOutputStream(out);
    zip.setComment(NpzFile.comment(cell));
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /** What an array holds. */
  public enum Type {
    FLOAT32("<f4"),
    INT32("<i4"),
    INT64("<i8");

    private final String code;

    Type(String code) {
      this.code = code;
    }
  }

  /** Begins an array, whose numbers follow. */
  public void begin(String name, Type type, long... shape) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NpzFile.NO_TIME);
    zip.putNextEntry(entry);
    StringBuilder size = new StringBuilder("(");
    for (long dimension : shape) {
      size.append(dimension).append(", ");
    }
    size.setLength(size.length() - (shape.length == 1 ? 1 : 2));
    zip.write(NpzFile.head(type.code, size.append(')').toString()));
  }

  public void floats(float[] values, int count) throws IOException {
    for (int at = 0; at < count; at += NUMBERS_AT_A_TIME) {
      int some = Math.min(NUMBERS_AT_A_TIME, count - at);
      bytes.clear().asFloatBuffer().put(values, at, some);
      zip.write(bytes.array(), 0, Float.BYTES * some);
    }
  }

  public void ints(int[] values, int count) throws IOException {
    for (int at = 0; at < count; at += NUMBERS_AT_A_TIME) {
      int some = Math.min(NUMBERS_AT_A_TIME, count - at);
      bytes.clear().asIntBuffer().put(values, at, some);
      zip.write(bytes.array(), 0, Integer.BYTES * some);
    }
  }

  public void longs(long[] values, int count) throws IOException {
    for (int at = 0; at < count; at += NUMBERS_AT_A_TIME) {
      int some = Math.min(NUMBERS_AT_A_TIME, count - at);
      bytes.clear().asLongBuffer().put(values, at, some);
      zip.write(bytes.array(), 0, Long.BYTES * some);
    }
  }

  /** Ends the last array and the file; the stream below stays open. */
  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
