package org.gpicl.tasks.projection;

/** The memory that all produced sets may keep together. Safe for use by several threads. */
public final class MemoryBudget {
  private long left;

  /** A budget of {@code bytes}, none of it taken. */
  public MemoryBudget(long bytes) {
    this.left = bytes;
  }

  /** Takes up to {@code wanted} bytes and returns how many were granted. */
  public synchronized long take(long wanted) {
    long granted = Math.min(wanted, left);
    left -= granted;
    return granted;
  }

  /** Returns bytes that were granted. */
  public synchronized void giveBack(long bytes) {
    left += bytes;
  }
}
