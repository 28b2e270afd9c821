package org.gpicl.web.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gpicl.store.OrderTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `status` says of sweeps that are in the queue. */
class WaitingSweepTest {
  @TempDir Path directory;

  private static Sweep sweep(String name) {
    return SweepFile.parse(
        "name: %s%nrecipe: small%nimages: glyphs%nmodels: mlp%ntasks: 4%nhidden: 8%n"
            .formatted(name),
        "test",
        List.of());
  }

  private static OrderTable.Order order(Sweep sweep) {
    return new OrderTable.Order(
        sweep.name(), sweep.resolved(), false, false, OrderTable.Origin.PAGE, null, Duration.ZERO);
  }

  @Test
  void aSweepThatWaitsIsShownAlsoBeforeItsFirstRun() throws Exception {
    try (OpenedHome home = OpenedHome.in(directory)) {
      OrderTable orders = home.get(OrderTable.class);
      HomeControl control = home.control();
      home.get(SweepTable.class).put(sweep("known"));
      orders.add(order(sweep("known")), OrderTable.State.WAITING, "");
      orders.add(order(sweep("new")), OrderTable.State.WAITING, "");
      orders.add(order(sweep("ended")), OrderTable.State.REFUSED, "");

      assertThat(control.status("").text().lines())
          .containsExactly(
              "known: 0 of 1 cells done, waits in the queue",
              "new: waits in the queue for its first run");
      assertThat(control.status("new"))
          .isEqualTo(new Answer(ExitCode.DONE, "Sweep new: waits in the queue for its first run"));
      assertThat(control.status("ended").exit()).isEqualTo(ExitCode.USAGE);
    }
  }
}
