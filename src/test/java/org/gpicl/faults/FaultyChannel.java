package org.gpicl.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file whose writes may fail, some of their bytes having arrived. */
final class FaultyChannel extends FileChannel {
  private interface Writing {
    int write(ByteBuffer bytes) throws IOException;
  }

  private final Path path;
  private final FileChannel file;
  private final boolean writesThrough;
  private final Faults faults;

  /**
   * @param writesThrough whether each write reaches the disk before it returns
   */
  FaultyChannel(Path path, FileChannel file, boolean writesThrough, Faults faults) {
    this.path = path;
    this.file = file;
    this.writesThrough = writesThrough;
    this.faults = faults;
  }

  private int write(ByteBuffer bytes, Writing writing) throws IOException {
    if (!writesThrough) {
      faults.written(path);
    }
    int whole = bytes.limit();
    int arriving = faults.arriving(bytes.remaining());
    if (arriving == bytes.remaining()) {
      return writing.write(bytes);
    }
    bytes.limit(bytes.position() + arriving);
    writing.write(bytes);
    bytes.limit(whole);
    throw new IOException("No space left on device");
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return write(from, file::write);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return write(from, bytes -> file.write(bytes, position));
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException("nothing writes so");
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) {
    throw new UnsupportedOperationException("nothing writes so");
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    faults.change();
    file.force(metaData);
    faults.flushed(path);
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return file.read(to);
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    return file.read(to, position);
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    return file.read(to, offset, length);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
    return file.transferTo(position, count, to);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return file.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return file.lock(position, size, shared);
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
