package org.gpicl.web.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;

/** Says which process has a home that a command needs to itself. */
public final class HomeInUse {
  private HomeInUse() {}

  /**
   * @param end end of the sentence about a run that can be stopped
   */
  public static String message(Home home, String end) {
    return message(home, end, RemoteHome.SILENCE);
  }

  static String message(Home home, String end, Duration silence) {
    Optional<Owner> owner = OwnerLock.owner(home);
    return owner
        .flatMap(held -> silent(held, silence))
        .or(() -> owner.map(held -> busy(home, held, end)))
        .or(() -> hidden(home))
        .orElseGet(() -> unannounced(home));
  }

  /** By a process that has not said what it is. */
  public static String unannounced(Home home) {
    return home.root()
        + " is in use by another command, or by a process that is still starting; try again in a"
        + " moment";
  }

  /** To somebody who may not ask the process that owns the home; empty if it is not hidden. */
  public static Optional<String> hidden(Home home) {
    return OwnerLock.hiddenOwner(home)
        .map(
            user ->
                "%s is in use by a process of the user %s, whom alone it answers. Use gpicl as that user; if it is a server, its page shows everything without a token."
                    .formatted(home.root(), user));
  }

  private static Optional<String> silent(Owner owner, Duration silence) {
    try {
      new RemoteHome(owner, silence).mustBeAwake();
    } catch (SilentOwnerException e) {
      return Optional.of(e.getMessage());
    } catch (IOException ending) {
      // What it has announced is still true.
    }
    return Optional.empty();
  }

  private static String busy(Home home, Owner owner, String end) {
    return owner.serves()
        ? "%s is in use by a server, process %d, since %s; end it first"
            .formatted(home.root(), owner.pid(), owner.since())
        : "%s is in use: process %d has been running sweep %s since %s. `gpicl stop %s` stops it%s"
            .formatted(home.root(), owner.pid(), owner.sweep(), owner.since(), owner.sweep(), end);
  }
}
