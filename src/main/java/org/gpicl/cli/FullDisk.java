package org.gpicl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.gpicl.job.FindSurplus;
import org.gpicl.job.FreeSurplus;
import org.gpicl.job.Home;
import org.gpicl.job.HomeBounds;
import org.gpicl.job.HomeUsage;
import org.gpicl.job.Surplus;
import org.gpicl.web.Deed;
import org.gpicl.web.OwnerLock;

/** Makes room where the disk is so full that the database cannot be opened. */
final class FullDisk {
  private final Home home;
  private final PrintStream out;
  private final PrintStream err;

  FullDisk(Home home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  int free(HomeBounds bounds, Deed deed) throws IOException {
    try (OwnerLock lock = OwnerLock.take(home).orElse(null)) {
      if (lock == null) {
        err.println(home.root() + " is in use by another process; try again when it is done");
        return ExitCode.REFUSED;
      }
      long before = HomeUsage.of(home).total();
      List<Surplus> all = FindSurplus.withoutDatabase(home);
      // All shards count as needed; here they go even if no size was given.
      HomeBounds size =
          bounds.mostBytes() == HomeBounds.ANY_SIZE
              ? new HomeBounds(bounds.olderThan(), 0)
              : bounds;
      List<Surplus> chosen = size.choose(all, before, Instant.now());
      if (deed != Deed.DO) {
        out.println(ClearingAnswer.look(home, bounds, chosen, List.of()));
      }
      if (chosen.isEmpty() || deed == Deed.LOOK) {
        return chosen.isEmpty() ? ExitCode.FAILED : ExitCode.ASK;
      }
      FreeSurplus.files(chosen);
      out.println(ClearingAnswer.freed(home, before, true));
      out.println("`gpicl gc` once more frees what the database has too much.");
      return ExitCode.DONE;
    }
  }
}
