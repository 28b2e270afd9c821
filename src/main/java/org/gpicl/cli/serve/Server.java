package org.gpicl.cli.serve;

import java.io.PrintStream;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.StopKeys;
import org.gpicl.cli.process.UsageException;
import org.gpicl.home.Home;
import org.gpicl.home.HomeInUse;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.schedule.MissedTimes;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.OrderTable;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.ControlEndpoint;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.ScheduleAction;
import org.gpicl.web.control.ScheduleAnswer;
import org.gpicl.web.control.ServerOperations;
import org.gpicl.web.control.SweepControl;
import org.quartz.Scheduler;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in this process: takes the home, runs what is due and ordered, until it is ended. */
public final class Server {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final ImageLibrary images;
  private final PrintStream out;
  private final PrintStream err;

  public Server(Home home, ImageLibrary images, PrintStream out, PrintStream err) {
    this.home = home;
    this.images = images;
    this.out = out;
    this.err = err;
  }

  /**
   * @param sweeps whose schedules are taken up
   * @param settings that win over configuration files
   */
  public int run(List<Sweep> sweeps, Map<String, Object> settings) throws Exception {
    StopSignal stop = new StopSignal();
    try (StopKeys keys = new StopKeys(stop, err)) {
      Optional<OwnerLock> lock = OwnerLock.takePatiently(home, PATIENCE);
      if (lock.isEmpty()) {
        err.println(HomeInUse.message(home, "."));
        return ExitCode.REFUSED;
      }
      try (OwnerLock owned = lock.get()) {
        DatabaseBackup backup = new DatabaseBackup(home, Clock.systemUTC(), err);
        if (!backup.beforeARun(stop)) {
          return ExitCode.STOPPED;
        }
        try (ConfigurableApplicationContext context =
            Application.serve(ServerApplication.class, home, settings, images)) {
          SweepQueue queue = context.getBean(SweepQueue.class);
          keys.begun(
              () ->
                  queue.running().isPresent()
                      ? "Stopping after a checkpoint; Ctrl-C again ends it at once."
                      : "Ending; nothing runs.");
          serve(context, sweeps, owned, stop);
        }
        backup.afterARun(stop);
        return ExitCode.DONE;
      } catch (Exception e) {
        throw portInUse(e).orElse(DamageReport.told(home, e));
      }
    }
  }

  private void serve(
      ConfigurableApplicationContext context, List<Sweep> sweeps, OwnerLock owned, StopSignal stop)
      throws Exception {
    SweepQueue queue = context.getBean(SweepQueue.class);
    Schedules schedules = context.getBean(Schedules.class);
    Scheduler scheduler = context.getBean(Scheduler.class);
    ServerOperations operations = new ServerOperations(context, home);
    try (ControlEndpoint endpoint =
            new ControlEndpoint(context.getBean(SweepControl.class), operations);
        SweepQueue closing = queue) {
      for (Sweep sweep : sweeps) {
        out.printf(
            "%s%n",
            new ScheduleAnswer(schedules, true)
                .of(ScheduleAction.ADD, "", sweep.resolved())
                .text());
      }
      String page = page(context);
      owned.announce(
          new Owner(
              ProcessHandle.current().pid(),
              endpoint.port(),
              endpoint.token(),
              Instant.now().toString(),
              "",
              page));
      scheduler.getListenerManager().addTriggerListener(context.getBean(MissedTimes.class));
      List<OrderTable.Row> brokenOff = queue.brokenOff();
      queue.start();
      scheduler.start();
      out.printf(
          "Serving %s%nPage     %s#token=%s%nMetrics  %sactuator/prometheus%n",
          home.root(), page, context.getBean(AccessToken.class).text(), page);
      brokenOff.forEach(
          row -> out.printf("Going on with %s, which broke off.%n", row.order().sweep()));
      context.getBean(ServerEnd.class).await(stop);
      scheduler.standby();
    }
  }

  private static String page(ConfigurableApplicationContext context) {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    String address = context.getEnvironment().getRequiredProperty("server.address");
    boolean everywhere = address.equals("0.0.0.0") || address.equals("::");
    String host = everywhere ? "127.0.0.1" : address;
    return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }

  private static Optional<Exception> portInUse(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException || t.getClass().getSimpleName().equals("PortInUseException")) {
        return Optional.of(
            new UsageException(
                "the server cannot listen there (%s); --port and --address choose another place"
                    .formatted(t.getMessage())));
      }
    }
    return Optional.empty();
  }
}
