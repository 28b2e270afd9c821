package org.gpicl.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.files.FileLocks;
import org.gpicl.home.files.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ensures that one process at a time owns a home. The operating system holds the lock and releases
 * it however the process ends; the file beside it only says where to find the owner.
 */
public final class OwnerLock implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final Home home;
  private final FileChannel channel;
  private final FileLock lock;
  private final NewParts made;
  private boolean kept;

  private OwnerLock(Home home, FileChannel channel, FileLock lock, NewParts made) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
    this.made = made;
  }

  /**
   * Takes the home, unless another process has it. What is not there yet is made; when this is
   * closed it is removed again, unless it is {@linkplain #keep kept}.
   *
   * @throws IOException if the home cannot be made, written to or locked; then nothing is left of
   *     what was not there before
   */
  public static Optional<OwnerLock> take(Home home) throws IOException {
    NewParts made = NewParts.of(home);
    try {
      home.create();
      return locked(home, made);
    } catch (IOException e) {
      made.remove();
      throw e;
    }
  }

  private static Optional<OwnerLock> locked(Home home, NewParts made) throws IOException {
    FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Refused like any other.
    } catch (IOException e) {
      channel.close();
      throw new FileSystemException(home.root().toString(), null, FileLocks.missing(e));
    }
    // An owner that came to nothing removes the file while it has it.
    if (lock == null || Files.notExists(home.lock())) {
      channel.close();
      return Optional.empty();
    }
    // A killed process may have left its own announcement.
    Files.deleteIfExists(home.owner());
    return Optional.of(new OwnerLock(home, channel, lock, made));
  }

  /** The user whose process announced itself in a file that this user may not read. */
  public static Optional<String> hiddenOwner(Home home) {
    if (!Files.exists(home.owner()) || Files.isReadable(home.owner())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.getOwner(home.owner()).getName());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("another");
    }
  }

  /** Takes the home, waiting for a while if its owner has not announced that it runs a sweep. */
  public static Optional<OwnerLock> takePatiently(Home home, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<OwnerLock> lock = take(home);
    while (lock.isEmpty() && owner(home).isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      lock = take(home);
    }
    return lock;
  }

  /** The process that owns the home, if it has announced where it listens. */
  public static Optional<Owner> owner(Home home) {
    try {
      return Optional.of(
          JsonMapper.shared().readValue(Files.readString(home.owner()), Owner.class));
    } catch (IOException | JacksonException notThereOrNotYetWhole) {
      return Optional.empty();
    }
  }

  /** The home has come to hold something. */
  public void keep() {
    kept = true;
  }

  /** Writes where this process listens into a file that other users cannot read. */
  public void announce(Owner owner) throws IOException {
    WholeFile.writeSecret(home.owner(), JsonMapper.shared().writeValueAsBytes(owner));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(home.owner());
    if (!kept) {
      made.remove();
    }
    lock.release();
    channel.close();
  }
}
