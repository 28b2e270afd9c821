package org.gpicl.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides which changes to files fail: the n-th, and on a disk that is full every later one too.
 * Removing something always succeeds, as it does on a full disk.
 */
public final class Faults {
  /** What becomes of the changes after the one that failed. */
  public enum Afterwards {
    /** The disk stays full until it is emptied. */
    FULL,
    /** It was an error of one moment. */
    WELL
  }

  private final long failing;
  private final double arriving;
  private final Afterwards afterwards;
  private final Set<Path> unflushed = new HashSet<>();
  private long changes;
  private boolean failed;
  private boolean healed;

  /**
   * @param failing the number of the change that fails, from 0
   * @param arriving which share of a failing write reaches the file all the same
   */
  public Faults(long failing, double arriving, Afterwards afterwards) {
    this.failing = failing;
    this.arriving = arriving;
    this.afterwards = afterwards;
  }

  /** A disk on which nothing fails. */
  public static Faults none() {
    return new Faults(Long.MAX_VALUE, 0, Afterwards.WELL);
  }

  /** Whether anything has failed: if not, there are no more changes to try. */
  public synchronized boolean failed() {
    return failed;
  }

  /** From now on nothing fails: there is room again. */
  public synchronized void heal() {
    healed = true;
  }

  /** A change other than a write is about to be made. */
  void change() throws IOException {
    if (fails()) {
      throw new IOException("No space left on device");
    }
  }

  /** How many of so many bytes arrive; if fewer than all, the write fails after them. */
  int arriving(int bytes) {
    return fails() ? (int) (arriving * bytes) : bytes;
  }

  synchronized void written(Path file) {
    unflushed.add(file);
  }

  synchronized void flushed(Path file) {
    unflushed.remove(file);
  }

  /** Whether a power cut might take what was written to a file. */
  synchronized boolean unflushed(Path file) {
    return unflushed.contains(file);
  }

  private synchronized boolean fails() {
    boolean now = changes++ == failing || failed && afterwards == Afterwards.FULL;
    failed |= now;
    return now && !healed;
  }
}
