package org.gpicl.web.control;

/** What the program ends with. */
public final class ExitCode {
  /** All cells are done. */
  public static final int DONE = 0;

  /** Some cell failed, the run broke, or the database is damaged. */
  public static final int FAILED = 1;

  /** Bad usage, or a bad file. */
  public static final int USAGE = 2;

  /** Stopped, and resumable. */
  public static final int STOPPED = 3;

  /** Refused: already running, or changed. */
  public static final int REFUSED = 4;

  /** Not an end: what was shown is done when the user says so. */
  public static final int ASK = -1;

  private ExitCode() {}
}
