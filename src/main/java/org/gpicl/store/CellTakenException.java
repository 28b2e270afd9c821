package org.gpicl.store;

/** A cell that was in training here belongs to another process meanwhile: nothing was stored. */
public final class CellTakenException extends RuntimeException {
  public CellTakenException(String key) {
    super("cell %s was taken over by another process, which held this one for dead".formatted(key));
  }
}
