package org.gpicl.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.home.HomeUsage;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.upkeep.DeleteGarbage;
import org.gpicl.job.upkeep.FindGarbage;
import org.gpicl.job.upkeep.Garbage;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.web.control.DeletionMode;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.GcAnswer;
import org.gpicl.web.remote.HomeInUse;

/** Frees space on a disk so full that the database cannot be opened. */
public final class FullDisk {
  private final Home home;
  private final PrintStream out;
  private final PrintStream err;

  public FullDisk(Home home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  public int free(HomeBounds bounds, DeletionMode mode) throws IOException {
    try (OwnerLock lock = OwnerLock.take(home).orElse(null)) {
      if (lock == null) {
        err.println(HomeInUse.unannounced(home));
        return ExitCode.REFUSED;
      }
      long before = HomeUsage.of(home).total();
      List<Garbage> all = FindGarbage.withoutDatabase(home);
      // All shards count as needed; here they are freed even if no size was given.
      HomeBounds size =
          bounds.mostBytes() == HomeBounds.ANY_SIZE
              ? new HomeBounds(bounds.olderThan(), 0)
              : bounds;
      List<Garbage> chosen = size.choose(all, before, Instant.now());
      if (mode != DeletionMode.DO) {
        out.println(GcAnswer.look(home, bounds, chosen, List.of()));
      }
      if (chosen.isEmpty() || mode == DeletionMode.LOOK) {
        return chosen.isEmpty() ? ExitCode.FAILED : ExitCode.ASK;
      }
      DeleteGarbage.files(chosen);
      out.println(GcAnswer.freed(home, before, true));
      out.println("Run `gpicl gc` again to free what the database no longer needs.");
      return ExitCode.DONE;
    }
  }
}
