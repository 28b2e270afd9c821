package org.gpicl.store;

/** How far a cell has come; our own table decides what is done. */
public enum CellStatus {
  PENDING,
  RUNNING,
  STOPPED,
  DONE,
  FAILED
}
