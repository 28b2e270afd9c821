package org.gpicl.web.control;

import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.store.SweepTable;

/** There is no sweep of a name, or no name was given and there are several. */
public final class SweepNotFoundException extends RuntimeException {
  public SweepNotFoundException(String name, Home home) {
    super(
        "there is no sweep %s in %s; `gpicl status` lists the sweeps that exist"
            .formatted(name, home.root()));
  }

  private SweepNotFoundException(String message) {
    super(message);
  }

  /** The name of the only sweep of a home. */
  public static String only(SweepTable sweeps, Home home) {
    List<String> names = sweeps.all().stream().map(SweepTable.Row::name).toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new SweepNotFoundException(
        names.isEmpty()
            ? "there are no sweeps in " + home.root()
            : "which sweep? There are " + String.join(", ", names));
  }
}
