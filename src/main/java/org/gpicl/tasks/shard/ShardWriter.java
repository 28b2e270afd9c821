package org.gpicl.tasks.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.gpicl.home.files.WholeFile;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.ShardChunk;

/**
 * Writes a shard chunk by chunk, into {@code NAME.part} until it is sealed. A writer opened after a
 * crash continues after the last whole chunk. Not safe for use by several threads.
 */
public final class ShardWriter implements Closeable {
  private final Path path;
  private final Path part;
  private final ShardLayout layout;
  private final FileChannel file;
  private final CRC32C crcOfCrcs = new CRC32C();
  private final double[] totals;
  private long chunks;

  private ShardWriter(Path path, SetSpec spec) throws IOException {
    this.path = path;
    this.part = WholeFile.part(path);
    this.layout = new ShardLayout(spec, path);
    this.totals = new double[layout.sums()];
    Files.createDirectories(path.toAbsolutePath().getParent());
    this.file =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Opens a shard for writing and keeps the whole chunks that an earlier writer left. Does not
   * check for a shard that is already sealed: first ask whether {@code path} exists.
   *
   * @param path its path once it is sealed
   * @param firstChunk the most chunks to keep: as many as the caller knows to have been written
   * @throws ShardException if the file cannot be written, or another writer has it open
   */
  public static ShardWriter open(Path path, SetSpec spec, long firstChunk) {
    ShardWriter writer;
    try {
      writer = new ShardWriter(path, spec);
    } catch (IOException e) {
      throw new ShardException("the shard " + path + " cannot be written: " + e, e);
    }
    try {
      writer.lock();
      writer.recover(firstChunk);
      return writer;
    } catch (IOException e) {
      writer.close();
      throw writer.unwritable(e);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private void lock() throws IOException {
    try {
      if (file.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process, which is reported the same way.
    }
    throw new ShardException("the shard " + part + " is being written by another process");
  }

  private void recover(long firstChunk) throws IOException {
    ByteBuffer header = layout.header();
    boolean ours =
        file.size() >= ShardLayout.HEADER_BYTES && readAt(0, header.limit()).equals(header);
    if (!ours) {
      file.truncate(0);
      writeAt(0, header.duplicate());
    }
    addCrc(header);
    long most = Math.min(firstChunk, layout.chunks().chunks());
    while (ours && chunks < most && keepNext()) {}
    file.truncate(layout.chunkOffset(chunks));
  }

  private boolean keepNext() throws IOException {
    int bytes = layout.chunkBytes(chunks);
    if (file.size() < layout.chunkOffset(chunks) + bytes) {
      return false;
    }
    ByteBuffer chunk = readAt(layout.chunkOffset(chunks), bytes);
    if (!layout.isSound(chunk, chunks)) {
      return false;
    }
    count(chunk);
    return true;
  }

  private void count(ByteBuffer chunk) {
    double[] sums = layout.sumsOf(chunk, chunks);
    for (int k = 0; k < totals.length; k++) {
      totals[k] += sums[k];
    }
    addCrc(chunk);
    chunks++;
  }

  private void addCrc(ByteBuffer section) {
    crcOfCrcs.update(ShardLayout.bytes(ShardLayout.crcAtEnd(section)));
  }

  /** Whole chunks in the file, which is also the number of the next chunk to write. */
  public long chunks() {
    return chunks;
  }

  /**
   * Appends the next chunk.
   *
   * @throws ShardException if it cannot be written, for example because the disk is full; the
   *     chunks before it are kept
   */
  public void write(ShardChunk chunk) {
    if (chunk.index() != chunks || chunks >= layout.chunks().chunks()) {
      throw new IllegalArgumentException(
          "chunk %d does not follow the %d chunks of %s".formatted(chunk.index(), chunks, part));
    }
    ByteBuffer bytes = layout.encode(chunk);
    try {
      writeAt(layout.chunkOffset(chunks), bytes.duplicate());
    } catch (IOException e) {
      throw unwritable(e);
    }
    count(bytes);
  }

  /** Forces everything written so far to disk. */
  public void force() {
    try {
      file.force(false);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Completes the shard and renames it to its final path.
   *
   * @throws IllegalStateException if chunks are missing
   */
  public void seal() {
    if (chunks != layout.chunks().chunks()) {
      throw new IllegalStateException(
          "%s has %d of %d chunks".formatted(part, chunks, layout.chunks().chunks()));
    }
    try {
      writeAt(layout.chunkOffset(chunks), layout.footer(totals, (int) crcOfCrcs.getValue()));
      file.force(true);
      file.close();
      WholeFile.finish(part, path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private ByteBuffer readAt(long offset, int bytes) throws IOException {
    ByteBuffer buffer = ShardLayout.allocate(bytes);
    while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {}
    return buffer.flip();
  }

  private void writeAt(long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  private ShardException unwritable(IOException e) {
    return new ShardException(
        ("the shard %s cannot be written: %s. Free some space or choose another home, then run the"
                + " sweep again: it continues from here.")
            .formatted(part, e.getMessage()),
        e);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
