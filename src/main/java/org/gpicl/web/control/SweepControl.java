package org.gpicl.web.control;

import org.gpicl.job.upkeep.HomeBounds;

/** What other terminals may ask of the owner of a home. */
public interface SweepControl {

  /** How a sweep, or with an empty name every sweep, stands. */
  Answer status(String sweep);

  /** Asks a running sweep to stop; returns at once. */
  Answer stop(String sweep);

  /** Writes a sweep's CSV files and figures anew; with {@code export} its parameters too. */
  Answer report(String sweep, boolean export);

  /**
   * Compares two sweeps.
   *
   * @param directory for CSV file and figure, or empty for their place in the home
   */
  Answer compare(String first, String second, String directory);

  /** Removes a sweep with all that is its alone. */
  Answer remove(String sweep, DeletionMode deed);

  /** Frees what no sweep of this home needs. */
  Answer free(HomeBounds bounds, DeletionMode deed);

  /** Takes a sweep's results from its CSV files and manifest into the database, then reports. */
  Answer rebuild(String sweep, boolean export);
}
