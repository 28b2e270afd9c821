package org.gpicl.store.database;

/** A database server that this program cannot use; nothing was changed in it. */
public final class UnusableDatabaseException extends RuntimeException {
  private final boolean passing;

  UnusableDatabaseException(DatabaseProblem problem) {
    super(problem.sentence());
    this.passing = problem.passing();
  }

  /** Whether trying again later may help. */
  public boolean passing() {
    return passing;
  }
}
