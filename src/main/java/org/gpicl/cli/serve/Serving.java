package org.gpicl.cli.serve;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.machine.Build;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.schedule.MissedTimes;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.control.ScheduleAction;
import org.gpicl.web.remote.ControlCalls;
import org.gpicl.web.remote.ControlPort;
import org.quartz.Scheduler;

/** Runs the queue and the schedules of a server, once its page is up, until it is to end. */
final class Serving {
  private final Home home;
  private final SweepQueue queue;
  private final Scheduler scheduler;
  private final Schedules schedules;
  private final MissedTimes missed;
  private final HomeControl control;
  private final ControlCalls calls;
  private final ControlPort port;
  private final AccessToken token;
  private final ServerEnd end;

  Serving(
      Home home,
      SweepQueue queue,
      Scheduler scheduler,
      Schedules schedules,
      MissedTimes missed,
      HomeControl control,
      ControlCalls calls,
      ControlPort port,
      AccessToken token,
      ServerEnd end) {
    this.home = home;
    this.queue = queue;
    this.scheduler = scheduler;
    this.schedules = schedules;
    this.missed = missed;
    this.control = control;
    this.calls = calls;
    this.port = port;
    this.token = token;
    this.end = end;
  }

  String whatAStopDoes() {
    return queue.running().isPresent()
        ? "Stopping after the next checkpoint; Ctrl-C again ends it at once."
        : "Ending; nothing is running.";
  }

  /**
   * @param sweeps whose schedules are added
   */
  void run(List<Sweep> sweeps, OwnerLock owned, String page, StopSignal stop, PrintStream out)
      throws Exception {
    // The queue closes first: other terminals may follow it until it has stopped.
    try (calls;
        queue) {
      for (Sweep sweep : sweeps) {
        out.println(control.schedule(ScheduleAction.ADD, "", sweep.resolved()).text());
      }
      owned.keep();
      owned.announce(
          new Owner(
              ProcessHandle.current().pid(),
              port.number(),
              calls.token(),
              Instant.now().toString(),
              "",
              page,
              Build.read().version()));
      schedules.correctZones();
      scheduler.getListenerManager().addTriggerListener(missed);
      List<OrderTable.Row> interrupted = queue.brokenOff();
      queue.start();
      scheduler.start();
      out.printf(
          "Serving %s%nPage     %s#token=%s%nMetrics  %sactuator/prometheus%n",
          home.root(), page, token.text(), page);
      interrupted.forEach(
          row -> out.printf("Resuming %s, which was interrupted.%n", row.order().sweep()));
      end.await(stop);
      scheduler.standby();
    }
  }
}
