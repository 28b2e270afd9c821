package org.gpicl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file layer of H2, {@code jdbc:h2:ordered:PATH}, that keeps the order of its writes over a power
 * cut.
 *
 * <p>A disk may bring what was written since the last sync in any order, or a part of it. H2 takes
 * a piece of its file (a "chunk") for whole when its first and its last block are there, and goes
 * back to whatever state it finds first when the file's header names a chunk that is not. Both
 * would lose what was on the disk for sure, or hand out what was never written. So a chunk that is
 * written over freed room gets its last block, and the file its header, only when what comes before
 * is on the disk. What is appended needs none of that: a file grows only over what has arrived.
 */
public final class OrderedFilePath extends FilePathWrapper {
  private static final String SCHEME = "ordered";

  /** H2 writes whole blocks; a disk is taken to write such a block at once or not at all. */
  private static final int BLOCK = 4096;

  /** Makes H2 know the scheme. */
  static void register() {
    FilePath.register(new OrderedFilePath());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Ordered(super.open(mode));
  }

  private static final class Ordered extends FileBaseDefault {
    private final FileChannel file;
    private boolean unsynced;

    Ordered(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      int length = from.remaining();
      int last = 0;
      if (position == 0) {
        sync();
      } else if (length > BLOCK && position + length <= file.size()) {
        last = BLOCK;
      }
      int end = from.limit();
      writeFully(from.limit(end - last), position);
      if (last > 0) {
        sync();
        writeFully(from.limit(end), position + length - last);
      }
      return length;
    }

    private void writeFully(ByteBuffer from, long position) throws IOException {
      unsynced = true;
      long at = position;
      while (from.hasRemaining()) {
        at += file.write(from, at);
      }
    }

    private void sync() throws IOException {
      if (unsynced) {
        force(true);
      }
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
      file.force(metaData);
      unsynced = false;
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
