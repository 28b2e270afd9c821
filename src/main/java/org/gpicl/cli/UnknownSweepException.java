package org.gpicl.cli;

import org.gpicl.job.Home;

/** There is no sweep of a name. */
final class UnknownSweepException extends RuntimeException {
  UnknownSweepException(String name, Home home) {
    super(
        "there is no sweep %s in %s; `gpicl status` lists those that are there"
            .formatted(name, home.root()));
  }
}
