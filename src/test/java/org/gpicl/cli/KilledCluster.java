package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gpicl.store.ClusterWatch;
import org.gpicl.store.PostgresServer;

/** A manager and two workers, one of which is killed or paused again and again. */
final class KilledCluster {
  private final Path homes;
  private final Map<String, String> there;
  private final ClusterWatch watch;
  private final List<GpiclProcess> processes = new ArrayList<>();

  KilledCluster(PostgresServer server, Path homes) {
    this.homes = homes;
    this.there = Map.of("SPRING_DATASOURCE_URL", server.url());
    this.watch = new ClusterWatch(server);
  }

  Path managersHome() {
    return homes.resolve("manager");
  }

  /**
   * Runs a sweep to its end.
   *
   * @param most how often something is killed or paused
   * @return what was done, at least once and perhaps less often, since the sweep may end before
   */
  List<String> run(String file, int most, Random random) throws Exception {
    processes.add(GpiclProcess.startLight(managersHome(), there, "run", file, "--on", "workers"));
    manager().awaitErr("No worker is there");
    processes.add(worker(1));
    processes.add(worker(2));
    List<String> done = new ArrayList<>();
    while (done.size() < most) {
      long until = watch.steps() + 50 + random.nextInt(400);
      manager().await("steps", () -> watch.steps() >= until || ended());
      if (ended()) {
        break;
      }
      done.add(disturb(random));
    }
    assertThat(done).isNotEmpty();
    manager().mustEndWith(0);
    for (GpiclProcess worker : processes.subList(1, processes.size())) {
      worker.terminate();
      worker.mustEndWith(0);
    }
    assertThat(watch.overlaps()).as("claims of a cell that overlap").isZero();
    return done;
  }

  private String disturb(Random random) throws Exception {
    int victim = random.nextInt(processes.size());
    GpiclProcess old = processes.get(victim);
    if (victim == 0) {
      old.kill();
      processes.set(0, GpiclProcess.startLight(managersHome(), there, "resume", "spread"));
      return "manager killed";
    }
    if (random.nextBoolean()) {
      old.kill();
      processes.set(victim, worker(victim));
      return "worker killed";
    }
    long lost = watch.lost();
    old.signal("STOP");
    manager().await("a loss", () -> watch.lost() > lost || ended());
    old.signal("CONT");
    return "worker paused";
  }

  private GpiclProcess manager() {
    return processes.get(0);
  }

  private boolean ended() {
    return !manager().alive();
  }

  private GpiclProcess worker(int number) throws Exception {
    return worker(homes, number, there);
  }

  /** A worker with one place and a home of its own. */
  static GpiclProcess worker(Path homes, int number, Map<String, String> there) throws Exception {
    return GpiclProcess.startLight(
        homes.resolve("worker" + number), there, "worker", "--workers", "1");
  }
}
