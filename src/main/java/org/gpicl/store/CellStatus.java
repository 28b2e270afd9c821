package org.gpicl.store;

/** How far a cell has come; our own table decides what is done. */
public enum CellStatus {
  PENDING,
  RUNNING,
  STOPPED,
  DONE,
  FAILED,
  /** The JVM crashed in it again and again. */
  QUARANTINED,
  /** The sweep's search does not need it, or not any further; never stored. */
  SKIPPED;

  /** Whether it has failed, in whatever way. */
  public boolean failed() {
    return this == FAILED || this == QUARANTINED;
  }
}
