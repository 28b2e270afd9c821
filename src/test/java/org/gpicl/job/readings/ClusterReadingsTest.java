package org.gpicl.job.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.metrics.Readings;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.KnownWorkers;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;
import org.junit.jupiter.api.Test;

class ClusterReadingsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final KnownWorkers known = new KnownWorkers(NOON);
  private final AtomicReference<Instant> now = known.now;
  private final WorkerTable workers = known.workers;
  private final ClaimTable claims = known.claims;
  private final ClusterReadings readings =
      new ClusterReadings(workers, claims, Map.of("night", 17, "day", 0)::get, known.clock);
  private long partitions;

  private String begin(String process, int places) {
    String owner = process + "/" + process.hashCode();
    known.begin(owner, "vector", places);
    return owner;
  }

  private long take(String owner, String sweep) {
    long partition = ++partitions;
    assertThat(claims.take(partition, sweep, "%064d".formatted(partition), owner)).isTrue();
    return partition;
  }

  private void lose(String owner) {
    known.release(owner);
    claims.lose(owner);
    workers.lose(owner);
  }

  private Readings.OfCluster seen(String... running) {
    return readings.look(List.of(running));
  }

  @Test
  void withoutWorkersAllIsZero() {
    assertThat(seen()).isEqualTo(ClusterReadings.NOTHING);
  }

  @Test
  void eachWorkerIsSeenWithWhatItTrainsAndTrainedBefore() {
    String one = begin("4711@one", 8);
    claims.end(take(one, "night"), one);
    claims.progress(take(one, "night"), one, new ClaimTable.Progress(7, 0.5, Double.NaN, 35.5));
    take(one, "day");
    now.set(NOON.plusSeconds(5));
    begin("7@two", 4);
    now.set(NOON.plusSeconds(8));

    Readings.OfCluster cluster = seen("night");
    assertThat(cluster.workers()).isEqualTo(2);
    assertThat(cluster.places()).isEqualTo(12);
    assertThat(cluster.training()).isEqualTo(2);
    assertThat(cluster.members())
        .containsExactly(
            new Readings.OfMember("4711@one", 8, 2, 1, 35.5, 8),
            new Readings.OfMember("7@two", 4, 0, 0, 0, 3));
  }

  @Test
  void aWorkerThatEndsIsNotLost() {
    String one = begin("4711@one", 8);
    known.leases.release(LeaseTable.ofWorker(one), one);
    workers.end(one);
    assertThat(seen()).isEqualTo(ClusterReadings.NOTHING);
  }

  @Test
  void aWorkerThatIsNotHeardOfIsNotThereThoughNoManagerLooks() {
    begin("4711@one", 8);
    String two = begin("7@two", 4);
    for (int look = 0; look < 3; look++) {
      assertThat(seen().workers()).isEqualTo(2);
      now.set(now.get().plusSeconds(15));
      assertThat(known.leases.renew(LeaseTable.ofWorker(two), two)).isTrue();
    }
    assertThat(seen().members())
        .extracting(Readings.OfMember::process)
        .as("after 45 seconds")
        .containsExactly("7@two");
    assertThat(seen().places()).isEqualTo(4);
  }

  @Test
  void aLostWorkerIsCountedForADay() {
    String one = begin("4711@one", 8);
    take(one, "night");
    lose(one);
    now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(seen().lost()).isEqualTo(1);
    assertThat(seen().members()).isEmpty();
    now.set(NOON.plus(Duration.ofDays(1)).plusSeconds(1));
    assertThat(seen().lost()).isZero();
  }

  @Test
  void whatWaitsIsKnownOfRunningSweepsAndHandOversOfThoseThatWorkersTrained() {
    String one = begin("4711@one", 8);
    take(one, "night");
    take(one, "night");
    lose(one);
    String two = begin("7@two", 4);
    take(two, "before");

    assertThat(seen("day", "night").handOuts())
        .containsExactly(
            new Readings.OfHandOut("before", Double.NaN, 0),
            new Readings.OfHandOut("day", 0, Double.NaN),
            new Readings.OfHandOut("night", 17, 2));
  }

  @Test
  void hundredsOfWorkersHaveABoundedNumberOfSeriesAndAreAllInTheTotals() {
    for (int worker = 0; worker < ClusterReadings.MOST_WORKERS + 30; worker++) {
      take(begin(worker + "@host", 2), "night");
    }
    Readings.OfCluster cluster = seen("night");
    assertThat(cluster.members()).hasSize(ClusterReadings.MOST_WORKERS);
    assertThat(cluster.workers()).isEqualTo(ClusterReadings.MOST_WORKERS + 30);
    assertThat(cluster.training()).isEqualTo(ClusterReadings.MOST_WORKERS + 30);
    assertThat(cluster.places()).isEqualTo(2 * cluster.workers());
  }
}
