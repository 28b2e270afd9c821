package org.gpicl.home;

/** Says which process has a home that a command needs to itself. */
public final class HomeInUse {
  private HomeInUse() {}

  /**
   * @param end end of the sentence about a run that can be stopped
   */
  public static String message(Home home, String end) {
    return OwnerLock.owner(home)
        .map(
            owner ->
                owner.serves()
                    ? "%s is in use by a server, process %d, since %s; end it first"
                        .formatted(home.root(), owner.pid(), owner.since())
                    : "%s is in use: process %d has been running sweep %s since %s. `gpicl stop %s` stops it%s"
                        .formatted(
                            home.root(),
                            owner.pid(),
                            owner.sweep(),
                            owner.since(),
                            owner.sweep(),
                            end))
        .orElse(home.root() + " is in use by another process; try again when it is done");
  }
}
