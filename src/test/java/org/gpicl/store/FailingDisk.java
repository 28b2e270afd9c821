package org.gpicl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A disk whose n-th change fails; part of a write may arrive all the same. */
final class FailingDisk implements Disk {
  /** What becomes of the changes after the one that failed. */
  enum Afterwards {
    /** All fail as well. */
    BROKEN,
    /** What makes the file no longer succeeds, as on a full disk. */
    FULL,
    /** It was the only one. */
    WELL
  }

  private final long failing;
  private final double arriving;
  private final Afterwards afterwards;
  private final AtomicLong operations = new AtomicLong();
  private volatile boolean failed;

  /**
   * @param failing the number of the change that fails, from 0
   * @param arriving which share of a failing write reaches the file
   */
  FailingDisk(long failing, double arriving, Afterwards afterwards) {
    this.failing = failing;
    this.arriving = arriving;
    this.afterwards = afterwards;
  }

  boolean failed() {
    return failed;
  }

  @Override
  public synchronized void carryOut(FileOperation operation, FileChannel file) throws IOException {
    if (operations.getAndIncrement() == failing) {
      failed = true;
      if (operation instanceof FileOperation.Write write) {
        write.firstPart((int) (arriving * write.bytes().length)).applyTo(file);
      }
      throw full();
    }
    if (failed
        && (afterwards == Afterwards.BROKEN
            || afterwards == Afterwards.FULL && grows(operation, file))) {
      throw full();
    }
    operation.applyTo(file);
  }

  private static boolean grows(FileOperation operation, FileChannel file) throws IOException {
    return operation instanceof FileOperation.Write write
        && write.position() + write.bytes().length > file.size();
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }
}
