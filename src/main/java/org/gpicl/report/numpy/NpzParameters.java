package org.gpicl.report.numpy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gpicl.model.ParameterShape;
import org.gpicl.report.table.ResultFileException;

/** Reads back what {@link NpzFile} wrote, and nothing else. */
public final class NpzParameters {
  private NpzParameters() {}

  /**
   * @param cell hash of the cell that the parameters must be of
   * @param shapes that they must have
   * @throws ResultFileException if they are another cell's, of other shapes, or damaged
   * @throws IOException if the file cannot be read
   */
  public static List<float[]> read(Path file, String cell, List<ParameterShape> shapes)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (!NpzFile.comment(cell).equals(zip.getComment())) {
        throw new ResultFileException(file + " is not of this cell");
      }
      List<float[]> values = new ArrayList<>();
      for (ParameterShape shape : shapes) {
        values.add(array(file, zip, shape));
      }
      return values;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new ResultFileException(file + " is damaged: " + e);
    }
  }

  private static float[] array(Path file, ZipFile zip, ParameterShape shape) throws IOException {
    ZipEntry entry = zip.getEntry(shape.name() + ".npy");
    byte[] head = NpzFile.head(shape);
    if (entry == null || entry.getSize() != head.length + (long) Float.BYTES * shape.size()) {
      throw new ResultFileException(file + " has no " + shape.name() + " of the model's shape");
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw new ResultFileException(file + " is damaged in " + shape.name());
    }
    if (!Arrays.equals(bytes, 0, head.length, head, 0, head.length)) {
      throw new ResultFileException(file + " has no " + shape.name() + " of the model's shape");
    }
    float[] values = new float[shape.size()];
    ByteBuffer.wrap(bytes, head.length, bytes.length - head.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
