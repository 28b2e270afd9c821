package org.gpicl.tasks.projection;

/** What produced sets may keep in memory together. Safe for use by several threads. */
public final class MemoryBudget {
  private long left;

  public MemoryBudget(long bytes) {
    this.left = bytes;
  }

  /** Takes up to {@code wanted} bytes and says how many were granted. */
  public synchronized long take(long wanted) {
    long granted = Math.min(wanted, left);
    left -= granted;
    return granted;
  }

  public synchronized void giveBack(long bytes) {
    left += bytes;
  }
}
