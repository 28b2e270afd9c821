package org.gpicl;

import static org.assertj.core.api.Assertions.fail;

import org.opentest4j.TestAbortedException;

/** What a machine need not have: a test is skipped without it, but fails in CI. */
public final class Needs {
  static final String PREFIX = "needs ";

  private Needs() {}

  /**
   * Skips the test that calls it.
   *
   * @param what it needs, as it is told at the end of a test run
   */
  public static <T> T missing(String what) {
    if (System.getenv("CI") != null) {
      return fail("CI must have " + what + "; .ci/run installs what can be installed");
    }
    throw new TestAbortedException(PREFIX + what);
  }
}
