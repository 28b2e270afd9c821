package org.gpicl.job.readings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.gpicl.metrics.Readings;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;

/** What the database knows of workers and of what waits for them, for metrics. */
public final class ClusterReadings {
  /** Workers with series of their own at most; those beyond are in the totals only. */
  static final int MOST_WORKERS = 200;

  /** Before the first look. */
  static final Readings.OfCluster NOTHING =
      new Readings.OfCluster(0, 0, 0, 0, List.of(), List.of());

  private final WorkerTable workers;
  private final ClaimTable claims;
  private final ToIntFunction<String> waiting;
  private final Clock clock;
  private final Map<String, Heard> heard = new HashMap<>();

  /** When a renewal of a worker's lease was first seen here. */
  private record Heard(Instant renewed, Instant at) {}

  /**
   * @param waiting how many trainings of a sweep wait for a worker
   */
  public ClusterReadings(
      WorkerTable workers, ClaimTable claims, ToIntFunction<String> waiting, Clock clock) {
    this.workers = workers;
    this.claims = claims;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * Looks at the workers.
   *
   * @param running the sweeps that run, here or elsewhere
   */
  Readings.OfCluster look(Collection<String> running) {
    Instant now = clock.instant();
    List<WorkerTable.Row> known = workers.current();
    List<WorkerTable.Row> live = known.stream().filter(worker -> alive(worker, now)).toList();
    heard.keySet().retainAll(known.stream().map(ClusterReadings::owner).toList());
    return new Readings.OfCluster(
        live.size(),
        live.stream().mapToInt(worker -> worker.introduction().places()).sum(),
        live.stream().mapToInt(WorkerTable.Row::training).sum(),
        (int) known.stream().filter(WorkerTable.Row::lost).count(),
        live.stream().limit(MOST_WORKERS).map(worker -> member(worker, now)).toList(),
        handOuts(running));
  }

  /**
   * While nothing runs, no manager frees the leases of dead workers. As managers do, this looks
   * whether a lease is renewed, and compares no clocks.
   */
  private boolean alive(WorkerTable.Row worker, Instant now) {
    Instant renewed = worker.renewedAt().orElse(null);
    if (renewed == null) {
      return false;
    }
    Heard last = heard.get(owner(worker));
    if (last == null || !last.renewed().equals(renewed)) {
      heard.put(owner(worker), new Heard(renewed, now));
      return true;
    }
    return Duration.between(last.at(), now).compareTo(LeaseTable.EXPIRY) < 0;
  }

  private static String owner(WorkerTable.Row worker) {
    return worker.introduction().owner();
  }

  private static Readings.OfMember member(WorkerTable.Row worker, Instant now) {
    return new Readings.OfMember(
        LeaseTable.process(owner(worker)),
        worker.introduction().places(),
        worker.training(),
        worker.trained(),
        worker.stepsPerSecond(),
        Duration.between(worker.renewedAt().orElse(now), now).toMillis() / 1e3);
  }

  private List<Readings.OfHandOut> handOuts(Collection<String> running) {
    Map<String, Integer> lost = claims.lost();
    TreeSet<String> sweeps = new TreeSet<>(lost.keySet());
    sweeps.addAll(running);
    return sweeps.stream()
        .map(
            sweep ->
                new Readings.OfHandOut(
                    sweep,
                    running.contains(sweep) ? waiting.applyAsInt(sweep) : Double.NaN,
                    lost.containsKey(sweep) ? lost.get(sweep) : Double.NaN))
        .toList();
  }
}
