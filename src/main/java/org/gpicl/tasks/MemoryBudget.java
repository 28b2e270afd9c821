package org.gpicl.tasks;

/** What produced sets may keep in memory together. Safe for use by several threads. */
final class MemoryBudget {
  private long left;

  MemoryBudget(long bytes) {
    this.left = bytes;
  }

  /** Takes up to {@code wanted} bytes and says how many were granted. */
  synchronized long take(long wanted) {
    long granted = Math.min(wanted, left);
    left -= granted;
    return granted;
  }

  synchronized void giveBack(long bytes) {
    left += bytes;
  }
}
