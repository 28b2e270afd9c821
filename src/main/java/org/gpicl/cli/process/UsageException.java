package org.gpicl.cli.process;

import java.util.Optional;
import org.gpicl.home.settings.Secrets;

/** A user's own mistake; the message says what to do. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(Secrets.hiddenIn(message));
  }

  /** Throws one, if there is a problem. */
  public static void throwIf(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new UsageException(problem.get());
    }
  }
}
