package org.gpicl.tasks.source;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, sound and unsound. */
public final class IdxBytes {
  private IdxBytes() {}

  /** A header of the given words, then {@code data} bytes 0, 1, 2, ... */
  public static byte[] of(int data, int... header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      for (int word : header) {
        out.writeInt(word);
      }
      for (int k = 0; k < data; k++) {
        out.writeByte(k);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] images(int count, int rows, int columns) {
    return of(count * rows * columns, 0x803, count, rows, columns);
  }

  /** Labels 0, 1, 2, 0, 1, 2, ... */
  public static byte[] labels(int count, int classes) {
    byte[] bytes = of(count, 0x801, count);
    for (int k = 0; k < count; k++) {
      bytes[8 + k] = (byte) (k % classes);
    }
    return bytes;
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a split of 12 images of 4 x 4 with 3 classes, gzipped. */
  public static void writeSplit(Path folder, Split split) {
    write(folder.resolve(IdxNames.MNIST.images(split) + ".gz"), gzip(images(12, 4, 4)));
    write(folder.resolve(IdxNames.MNIST.labels(split) + ".gz"), gzip(labels(12, 3)));
  }

  public static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
