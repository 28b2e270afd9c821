package org.gpicl.web.control;

import java.util.List;
import org.gpicl.home.Home;

/** There is no sweep of a name, or it cannot be told which one is meant. */
public final class UnknownSweepException extends RuntimeException {
  public UnknownSweepException(String name, Home home) {
    super(
        "there is no sweep %s in %s; `gpicl status` lists those that are there"
            .formatted(name, home.root()));
  }

  private UnknownSweepException(String message) {
    super(message);
  }

  /** No name was given. */
  public static UnknownSweepException whichOf(List<String> names, Home home) {
    return new UnknownSweepException(
        names.isEmpty()
            ? "there are no sweeps in " + home.root()
            : "which sweep? There are " + String.join(", ", names));
  }
}
