package org.gpicl.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.files.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process owns a home. The operating system holds the lock, so that it goes with the process,
 * however that ends; the file beside it only holds the owner's address.
 */
public final class OwnerLock implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final Home home;
  private final FileChannel channel;
  private final FileLock lock;

  private OwnerLock(Home home, FileChannel channel, FileLock lock) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the home, unless another process has it.
   *
   * @throws IOException if the home cannot be made or written to
   */
  public static Optional<OwnerLock> take(Home home) throws IOException {
    home.create();
    FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        // The address of a killed process is not this one's.
        Files.deleteIfExists(home.owner());
        return Optional.of(new OwnerLock(home, channel, lock));
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Refused like any other.
    }
    channel.close();
    return Optional.empty();
  }

  /** Takes the home, or waits for it unless its owner has announced that it runs something. */
  public static Optional<OwnerLock> takePatiently(Home home, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<OwnerLock> lock = take(home);
    while (lock.isEmpty() && owner(home).isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      lock = take(home);
    }
    return lock;
  }

  /** The process that owns the home, if it has announced its address. */
  public static Optional<Owner> owner(Home home) {
    try {
      return Optional.of(
          JsonMapper.shared().readValue(Files.readString(home.owner()), Owner.class));
    } catch (IOException | JacksonException notThereOrNotYetWhole) {
      return Optional.empty();
    }
  }

  /** Publishes the address of this process in a file that only its user may read. */
  public void announce(Owner owner) throws IOException {
    WholeFile.writeSecret(home.owner(), JsonMapper.shared().writeValueAsBytes(owner));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(home.owner());
    lock.release();
    channel.close();
  }
}
