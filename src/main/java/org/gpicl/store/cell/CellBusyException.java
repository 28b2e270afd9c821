package org.gpicl.store.cell;

/** A cell is in training in another process, for a sweep that shares it. */
public final class CellBusyException extends RuntimeException {
  private final String owner;

  CellBusyException(String key, String owner) {
    super("cell %s is being trained by process %s".formatted(key, owner));
    this.owner = owner;
  }

  /** Who trains it, as its lease names it. */
  public String owner() {
    return owner;
  }
}
