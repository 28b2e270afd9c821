package org.gpicl.cli.process;

import org.gpicl.home.settings.Secrets;

/** A user's own mistake; the message says what to do. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(Secrets.hiddenIn(message));
  }
}
