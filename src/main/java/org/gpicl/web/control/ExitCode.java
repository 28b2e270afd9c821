package org.gpicl.web.control;

/** Exit codes of the program. */
public final class ExitCode {
  /** All cells are done. */
  public static final int DONE = 0;

  /** A cell failed, the run failed, or the database is damaged. */
  public static final int FAILED = 1;

  /** Bad usage or a bad file. */
  public static final int USAGE = 2;

  /** Stopped and resumable. */
  public static final int STOPPED = 3;

  /** Refused: already running or changed. */
  public static final int REFUSED = 4;

  /** Not an end: what was shown is done once the user agrees. */
  public static final int ASK = -1;

  private ExitCode() {}
}
