package org.gpicl.web;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.gpicl.job.Home;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process owns a home. The operating system holds the lock, so that it goes with the process,
 * however that ends; the file beside it only says where to find the owner.
 */
public final class OwnerLock implements AutoCloseable {
  private static final Set<StandardOpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Home home;
  private final FileChannel channel;
  private final FileLock lock;

  private OwnerLock(Home home, FileChannel channel, FileLock lock) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the home, unless another process has it. */
  public static Optional<OwnerLock> take(Home home) throws IOException {
    home.create();
    FileChannel channel = FileChannel.open(home.lock(), OPEN);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      return Optional.empty();
    }
    return Optional.of(new OwnerLock(home, channel, lock));
  }

  /** The process that has the home, if it has said where it listens. */
  public static Optional<Owner> owner(Home home) {
    try {
      return Optional.of(
          JsonMapper.shared().readValue(Files.readString(home.owner()), Owner.class));
    } catch (IOException | JacksonException notThereOrNotYetWhole) {
      return Optional.empty();
    }
  }

  /** Says where this process listens, in a file that nobody else may read. */
  public void announce(Owner owner) throws IOException {
    Path temporary = home.root().resolve("owner.json.part");
    Files.deleteIfExists(temporary);
    if (home.root().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(temporary, JsonMapper.shared().writeValueAsString(owner));
    Files.move(
        temporary,
        home.owner(),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(home.owner());
    lock.release();
    channel.close();
  }
}
