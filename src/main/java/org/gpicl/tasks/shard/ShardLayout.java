package org.gpicl.tasks.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.ShardChunk;

/**
 * The byte layout of a shard, little-endian: a header page, the chunks, a footer.
 *
 * <pre>
 * header  4096 bytes: magic, version, length of the text, the text (what set this is), zeros, CRC
 * chunk   halfs [items, length, features], label bytes [items, length], zeros up to a multiple of
 *         8, for samples doubles [2, features] (sums, sums of squares), chunk number, zeros, CRC
 * footer  magic, number of chunks, for samples the sums over all chunks, the CRC over all the
 *         CRCs before it (header, chunks), CRC
 * </pre>
 *
 * A CRC is the CRC-32C of the bytes before it in its section. All chunks but the last have the same
 * size.
 */
final class ShardLayout {
  static final int HEADER_BYTES = 4096;

  private static final long MAGIC = 0x4452414853435047L; // "GPCSHARD"
  private static final long END_MAGIC = 0x444E455344524853L; // "SHRDSEND"
  private static final int VERSION = 1;

  private final SetSpec spec;
  private final String name;
  private final ChunkLayout chunks;

  /**
   * Lays out the shard of a set.
   *
   * @param path the path of the sealed shard; its name is part of the header, because it identifies
   *     the images
   */
  ShardLayout(SetSpec spec, Path path) {
    this.spec = spec;
    this.name = path.getFileName().toString();
    this.chunks = ChunkLayout.of(spec);
  }

  ChunkLayout chunks() {
    return chunks;
  }

  boolean samples() {
    return spec.examples() instanceof Examples.Samples;
  }

  int itemNumbers() {
    return spec.length() * spec.images().features();
  }

  int sums() {
    return samples() ? 2 * spec.images().features() : 0;
  }

  int chunkBytes(long chunk) {
    return Math.addExact(sumsAt(chunk), Double.BYTES * sums() + 2 * Long.BYTES);
  }

  private int sumsAt(long chunk) {
    int bytes = chunks.items(chunk) * (2 * itemNumbers() + spec.length());
    return Math.addExact(bytes, Long.BYTES - 1) & -Long.BYTES;
  }

  private byte[] text() {
    return ("file " + name + "\n" + ShardName.describe(spec)).getBytes(StandardCharsets.UTF_8);
  }

  /** The file offset of a chunk; that of chunk {@code chunks().chunks()} is the footer's. */
  long chunkOffset(long chunk) {
    if (chunk == 0) {
      return HEADER_BYTES;
    }
    return HEADER_BYTES + (chunk - 1) * chunkBytes(0) + chunkBytes(chunk - 1);
  }

  int footerBytes() {
    return 2 * Long.BYTES + Double.BYTES * sums() + 2 * Integer.BYTES;
  }

  long fileBytes() {
    return chunkOffset(chunks.chunks()) + footerBytes();
  }

  ByteBuffer header() {
    ByteBuffer header = allocate(HEADER_BYTES);
    byte[] text = text();
    header.putLong(MAGIC).putInt(VERSION).putInt(text.length).put(text);
    return seal(header.position(HEADER_BYTES - Integer.BYTES));
  }

  /** Encodes a chunk, with its CRC at the end. */
  ByteBuffer encode(ShardChunk chunk) {
    ByteBuffer bytes = allocate(chunkBytes(chunk.index()));
    bytes.asShortBuffer().put(chunk.x());
    bytes.position(2 * chunk.x().length).put(chunk.labels()).position(sumsAt(chunk.index()));
    for (double sum : chunk.sums()) {
      bytes.putDouble(sum);
    }
    bytes.putLong(chunk.index()).putInt(0);
    return seal(bytes);
  }

  /** Reads the sums from an encoded chunk. */
  double[] sumsOf(ByteBuffer chunk, long index) {
    double[] sums = new double[sums()];
    int at = sumsAt(index);
    for (int k = 0; k < sums.length; k++) {
      sums[k] = chunk.getDouble(at + Double.BYTES * k);
    }
    return sums;
  }

  /** Whether these are the unchanged bytes of that chunk. */
  boolean isSound(ByteBuffer chunk, long index) {
    return chunk.limit() == chunkBytes(index)
        && crcIsRight(chunk)
        && chunk.getLong(chunk.limit() - 2 * Long.BYTES) == index;
  }

  ByteBuffer footer(double[] totals, int crcOfCrcs) {
    ByteBuffer footer = allocate(footerBytes());
    footer.putLong(END_MAGIC).putLong(chunks.chunks());
    for (double total : totals) {
      footer.putDouble(total);
    }
    footer.putInt(crcOfCrcs);
    return seal(footer);
  }

  /** Whether these are the unchanged bytes of this set's footer. */
  boolean isFooter(ByteBuffer footer) {
    return footer.limit() == footerBytes()
        && crcIsRight(footer)
        && footer.getLong(0) == END_MAGIC
        && footer.getLong(Long.BYTES) == chunks.chunks();
  }

  /** Reads the CRC over all CRCs from a footer. */
  static int crcOfCrcs(ByteBuffer footer) {
    return footer.getInt(footer.limit() - 2 * Integer.BYTES);
  }

  double[] totalsOf(ByteBuffer footer) {
    double[] totals = new double[sums()];
    for (int k = 0; k < totals.length; k++) {
      totals[k] = footer.getDouble(2 * Long.BYTES + Double.BYTES * k);
    }
    return totals;
  }

  /** What is wrong with a header; empty if nothing is. */
  String defectOf(ByteBuffer header) {
    if (header.limit() < HEADER_BYTES || header.getLong(0) != MAGIC) {
      return "it is not a shard of this program";
    }
    if (!crcIsRight(header)) {
      return "its header is damaged";
    }
    if (header.getInt(Long.BYTES) != VERSION) {
      return "its format version is " + header.getInt(Long.BYTES) + " instead of " + VERSION;
    }
    byte[] expected = text();
    byte[] text = new byte[expected.length];
    header.get(Long.BYTES + 2 * Integer.BYTES, text);
    boolean same =
        header.getInt(Long.BYTES + Integer.BYTES) == text.length && Arrays.equals(text, expected);
    return same ? "" : "it holds another set";
  }

  /** The CRC that ends a section. */
  static int crcAtEnd(ByteBuffer section) {
    return section.getInt(section.limit() - Integer.BYTES);
  }

  /** Encodes one number as a section of its own. */
  static ByteBuffer bytes(int number) {
    return allocate(Integer.BYTES).putInt(0, number);
  }

  private static boolean crcIsRight(ByteBuffer section) {
    return crcAtEnd(section) == crc(section);
  }

  private static int crc(ByteBuffer section) {
    CRC32C crc = new CRC32C();
    crc.update(section.duplicate().position(0).limit(section.limit() - Integer.BYTES));
    return (int) crc.getValue();
  }

  private static ByteBuffer seal(ByteBuffer section) {
    section.putInt(crc(section));
    return section.flip();
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
