package org.gpicl.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes that a file has after some operations; what was never written is zero. */
final class FileImage {
  private byte[] bytes;
  private int size;

  FileImage() {
    this.bytes = new byte[1 << 20];
  }

  FileImage(FileImage other) {
    this.bytes = other.bytes.clone();
    this.size = other.size;
  }

  void write(long position, byte[] from, int offset, int length) {
    int end = Math.toIntExact(position + length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(from, offset, bytes, (int) position, length);
    size = Math.max(size, end);
  }

  void truncate(long to) {
    if (to < size) {
      Arrays.fill(bytes, (int) to, size, (byte) 0);
      size = (int) to;
    }
  }

  void writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes, 0, size);
    }
  }
}
