package org.gpicl.tasks.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file, all members of it. Zero bytes behind the last member are padding;
 * anything else there is an error. Java's own reader ignores what follows in some versions, fails
 * in others, and recurses once for every empty member.
 *
 * <p>Format: RFC 1952.
 */
public final class GzipMembers extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int MOST_EMPTY = 100;

  private final PushbackInputStream from;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] packed = new byte[BUFFER];
  private int filled;
  private int emptyMembers;
  private boolean ended;

  public GzipMembers(InputStream from) throws IOException {
    this.from = new PushbackInputStream(from, BUFFER);
    if (!header(false)) {
      throw new EOFException();
    }
  }

  /** Whether a file is gzipped. */
  public static boolean isGzip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 0x1F && in.read() == 0x8B;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        check.update(bytes, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  /** The next bytes of a member; 0 at its end. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(bytes, offset, length);
        if (count > 0 || inflater.finished()) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw new ZipException("it needs a dictionary");
        }
        filled = from.read(packed);
        if (filled < 0) {
          throw new EOFException();
        }
        inflater.setInput(packed, 0, filled);
      }
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage() == null ? "invalid deflate data" : e.getMessage());
    }
  }

  private void endMember() throws IOException {
    emptyMembers = inflater.getBytesWritten() == 0 ? emptyMembers + 1 : 0;
    if (emptyMembers > MOST_EMPTY) {
      throw new ZipException("more than " + MOST_EMPTY + " empty members in a row");
    }
    int left = inflater.getRemaining();
    if (left > 0) {
      from.unread(packed, filled - left, left);
    }
    if (little(4) != check.getValue()) {
      throw new ZipException("its checksum does not match");
    }
    if (little(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("its length does not match");
    }
    inflater.reset();
    check.reset();
    filled = 0;
    ended = !header(true);
  }

  /** Reads a header; false at the end of the file. */
  private boolean header(boolean another) throws IOException {
    int first = from.read();
    if (another && first == 0) {
      padding();
      return false;
    }
    if (first < 0) {
      return false;
    }
    from.unread(first);
    if (another && first != (MAGIC & 0xFF)) {
      throw trailing();
    }
    if (little(2) != MAGIC) {
      throw another ? trailing() : new ZipException("it has no gzip header");
    }
    if (octet() != DEFLATE) {
      throw new ZipException("it is packed in an unknown way");
    }
    int flags = octet();
    pass(6);
    if ((flags & EXTRA) != 0) {
      pass(little(2));
    }
    if ((flags & NAME) != 0) {
      passText();
    }
    if ((flags & COMMENT) != 0) {
      passText();
    }
    if ((flags & HEADER_CHECK) != 0) {
      pass(2);
    }
    return true;
  }

  /** Tape drives and object stores fill blocks up with zeros. */
  private void padding() throws IOException {
    for (int count = from.read(packed); count >= 0; count = from.read(packed)) {
      for (int k = 0; k < count; k++) {
        if (packed[k] != 0) {
          throw trailing();
        }
      }
    }
  }

  private static ZipException trailing() {
    return new ZipException("bytes that are not gzip data follow its end");
  }

  private long little(int bytes) throws IOException {
    long value = 0;
    for (int k = 0; k < bytes; k++) {
      value |= (long) octet() << (8 * k);
    }
    return value;
  }

  private int octet() throws IOException {
    int octet = from.read();
    if (octet < 0) {
      throw new EOFException();
    }
    return octet;
  }

  private void pass(long count) throws IOException {
    for (long k = 0; k < count; k++) {
      octet();
    }
  }

  private void passText() throws IOException {
    int octet = octet();
    while (octet != 0) {
      octet = octet();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    from.close();
  }
}
