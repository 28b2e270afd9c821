package org.gpicl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 whose database file lies behind a {@link Disk}: {@code jdbc:h2:watched:PATH}.
 */
public final class WatchedFilePath extends FilePathWrapper {
  static final String SCHEME = "watched";

  private Disk disk;

  /** H2 makes one for each path; the disk is handed on by {@link #getPath} and {@link #wrap}. */
  public WatchedFilePath() {}

  /** Makes H2 know the scheme, with this disk behind it. */
  static WatchedFilePath register(Disk disk) {
    WatchedFilePath path = new WatchedFilePath();
    path.disk = disk;
    FilePath.register(path);
    return path;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FilePathWrapper getPath(String path) {
    return behindTheDisk(super.getPath(path));
  }

  @Override
  public FilePathWrapper wrap(FilePath base) {
    return behindTheDisk(super.wrap(base));
  }

  private FilePathWrapper behindTheDisk(FilePathWrapper path) {
    if (path != null) {
      ((WatchedFilePath) path).disk = disk;
    }
    return path;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = super.open(mode);
    return name.endsWith(".mv.db") ? new Watched(file, disk) : file;
  }

  private static final class Watched extends FileBaseDefault {
    private final FileChannel file;
    private final Disk disk;

    Watched(FileChannel file, Disk disk) {
      this.file = file;
      this.disk = disk;
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      disk.carryOut(new FileOperation.Write(position, bytes), file);
      return bytes.length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      disk.carryOut(new FileOperation.Truncate(size), file);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.carryOut(new FileOperation.Sync(), file);
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
