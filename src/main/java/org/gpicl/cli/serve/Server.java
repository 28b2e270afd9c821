package org.gpicl.cli.serve;

import java.io.PrintStream;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.StopKeys;
import org.gpicl.cli.process.UsageException;
import org.gpicl.home.Home;
import org.gpicl.home.OwnerLock;
import org.gpicl.machine.NativeFolder;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.remote.HomeInUse;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in this process: takes the home and runs what is due or ordered until it is ended. */
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
   * @param sweeps whose schedules are added
   * @param settings that override configuration files
   */
  public int run(List<Sweep> sweeps, Map<String, Object> settings) throws Exception {
    UsageException.throwIf(NativeFolder.ofThisProcess().problem());
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
          Serving serving = context.getBean(Serving.class);
          keys.begun(serving::whatAStopDoes);
          serving.run(sweeps, owned, page(context), stop, out);
        }
        backup.afterARun(stop);
        return ExitCode.DONE;
      } catch (Exception e) {
        throw portInUse(e).orElse(DamageReport.explained(home, e));
      }
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
                "the server cannot listen there (%s); choose another place with --port and --address"
                    .formatted(t.getMessage())));
      }
    }
    return Optional.empty();
  }
}
