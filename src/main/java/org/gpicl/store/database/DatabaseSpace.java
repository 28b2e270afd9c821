package org.gpicl.store.database;

/** Room in the database's own files; databases that keep house themselves need nothing of it. */
@FunctionalInterface
public interface DatabaseSpace {
  /** For a database that keeps house itself. */
  DatabaseSpace NOTHING_TO_DO = () -> {};

  /** Makes what is stored sure to be on the disk, and frees the room of what it has replaced. */
  void reclaim();

  /**
   * Gives room that is free back to the disk, which may take a while; others may go on meanwhile.
   *
   * @return whether it does: some databases keep it for what is stored next
   */
  default boolean shrink() {
    return false;
  }
}
