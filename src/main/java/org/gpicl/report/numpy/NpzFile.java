package org.gpicl.report.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gpicl.home.files.WholeFile;
import org.gpicl.model.ParameterShape;

/**
 * Parameters as a NumPy {@code .npz}: a zip of one {@code .npy} (version 1.0, little-endian
 * float32, C order) for each. Matrices have the shape (rows, columns), biases and gains (columns,).
 * Equal parameters give equal bytes: entries are stored, not compressed, in order and without
 * times.
 *
 * <p>Source of the format: numpy.lib.format.
 */
public final class NpzFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /**
   * Writes a file that appears whole or not at all.
   *
   * @param cell hash of the cell, stored in the zip's comment so that parameters are never mistaken
   *     for those of another cell with the same key
   * @param shapes names and shapes
   * @param values as many arrays, each of its shape's size
   * @throws IllegalArgumentException if an array does not fit its shape
   */
  public static Path write(
      Path target, String cell, List<ParameterShape> shapes, List<float[]> values)
      throws IOException {
    if (shapes.size() != values.size()) {
      throw new IllegalArgumentException(
          values.size() + " arrays for " + shapes.size() + " parameters");
    }
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).size() != values.get(i).length) {
        throw new IllegalArgumentException(
            shapes.get(i).name()
                + " has "
                + values.get(i).length
                + " numbers, not "
                + shapes.get(i).size());
      }
    }
    return WholeFile.write(target, out -> zip(out, cell, shapes, values));
  }

  private static void zip(
      OutputStream out, String cell, List<ParameterShape> shapes, List<float[]> values)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setComment(comment(cell));
    for (int i = 0; i < shapes.size(); i++) {
      byte[] array = npy(shapes.get(i), values.get(i));
      CRC32 crc = new CRC32();
      crc.update(array);
      ZipEntry entry = new ZipEntry(shapes.get(i).name() + ".npy");
      entry.setMethod(ZipEntry.STORED);
      entry.setTimeLocal(NO_TIME);
      entry.setSize(array.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(array);
      zip.closeEntry();
    }
    zip.finish();
  }

  static String comment(String cell) {
    return "gpicl cell " + cell;
  }

  /**
   * Whether a parameter is an array of one dimension. By name: a weight of a model of width 1 has
   * one row and is a matrix all the same.
   */
  public static boolean oneDimensional(ParameterShape shape) {
    return shape.vector() && (shape.name().endsWith(".bias") || shape.name().endsWith(".gain"));
  }

  private static byte[] npy(ParameterShape shape, float[] values) {
    byte[] head = head(shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(head).asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] head(ParameterShape shape) {
    return head(
        "<f4",
        oneDimensional(shape)
            ? "(" + shape.columns() + ",)"
            : "(" + shape.rows() + ", " + shape.columns() + ")");
  }

  /** The header of an array, before its numbers. */
  static byte[] head(String type, String size) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + size + ", }";
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    header = header + " ".repeat(padding) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(unpadded + padding).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }
}
