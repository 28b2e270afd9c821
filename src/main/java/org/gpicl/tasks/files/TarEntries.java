package org.gpicl.tasks.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files of a tar archive, one after the other.
 *
 * <p>Format: POSIX.1-1988 (ustar): a header of 512 bytes with the name at 0, the size in octal at
 * 124, the sum of the header's bytes at 148 and the type at 156; then the content, filled up to a
 * multiple of 512. Other types than files are passed over.
 */
public final class TarEntries {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int SUM = 148;
  private static final int SUM_LENGTH = 8;
  private static final int TYPE = 156;

  private final InputStream in;
  private long left;

  public TarEntries(InputStream in) {
    this.in = in;
  }

  /**
   * A file.
   *
   * @param content valid until the next file is asked for
   */
  public record Entry(String name, long size, InputStream content) {}

  /** The next file; empty at the end. */
  public Optional<Entry> next() throws IOException {
    while (true) {
      in.skipNBytes(left);
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK) {
        throw new EOFException();
      }
      if (isZero(header)) {
        return Optional.empty();
      }
      if (number(header, SUM, SUM_LENGTH) != sum(header)) {
        throw new IOException("a header of the tar archive is damaged");
      }
      long size = number(header, SIZE, SIZE_LENGTH);
      left = (size + BLOCK - 1) / BLOCK * BLOCK;
      if (header[TYPE] == '0' || header[TYPE] == 0) {
        return Optional.of(new Entry(text(header, 0, NAME), size, content(size)));
      }
    }
  }

  private InputStream content(long size) {
    return new InputStream() {
      private long unread = size;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int at, int count) throws IOException {
        if (unread == 0) {
          return -1;
        }
        int read = in.read(bytes, at, (int) Math.min(count, unread));
        if (read < 0) {
          throw new EOFException();
        }
        unread -= read;
        left -= read;
        return read;
      }
    };
  }

  private static boolean isZero(byte[] header) {
    for (byte one : header) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** The sum of a header's bytes, its own place counted as spaces. */
  private static long sum(byte[] header) {
    long sum = 0;
    for (int k = 0; k < BLOCK; k++) {
      sum += k >= SUM && k < SUM + SUM_LENGTH ? ' ' : header[k] & 0xFF;
    }
    return sum;
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    String octal = text(header, at, length).strip();
    if (!octal.matches("[0-7]{1,11}")) {
      throw new IOException("a header of the tar archive is damaged");
    }
    return Long.parseLong(octal, 8);
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
  }
}
