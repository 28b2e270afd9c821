package org.gpicl.cli;

/** What the program ends with. */
final class ExitCode {
  /** All cells are done. */
  static final int DONE = 0;

  /** Some cell failed, the run broke, or the database is damaged. */
  static final int FAILED = 1;

  /** Bad usage, or a bad file. */
  static final int USAGE = 2;

  /** Stopped, and resumable. */
  static final int STOPPED = 3;

  /** Refused: already running, or changed. */
  static final int REFUSED = 4;

  /** Not an end: what was shown is done when the user says so. */
  static final int ASK = -1;

  private ExitCode() {}
}
