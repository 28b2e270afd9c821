package org.gpicl.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.KeptOpen;
import org.gpicl.store.LeaseTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may take over a sweep, whatever clocks and laptops do. */
class LeaseWatchTest {
  @TempDir java.nio.file.Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-29T00:59:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final AtomicInteger looks = new AtomicInteger();
  private final List<String> notices = new ArrayList<>();
  private final StopSignal stop = new StopSignal();
  private HikariDataSource source;
  private LeaseTable leases;

  @BeforeEach
  void migrate() {
    source = KeptOpen.source("jdbc:h2:file:" + directory.resolve("db"));
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/h2", "classpath:db/migration/common")
        .load()
        .migrate();
    leases = new LeaseTable(JdbcClient.create(source), clock);
  }

  @AfterEach
  void close() {
    source.close();
  }

  /** What the owner's side does while the other one waits between two looks. */
  private LeaseWatch watchWhile(Runnable owner) {
    return new LeaseWatch(
        leases,
        () -> {
          looks.incrementAndGet();
          owner.run();
        },
        notices::add);
  }

  @Test
  void aLeaseThatStandsStillIsTakenOver() {
    leases.acquire("s", "dead");
    assertThat(watchWhile(() -> {}).take("s", "new", stop)).isEmpty();
    assertThat(leases.holder("s").orElseThrow().owner()).isEqualTo("new");
    assertThat(looks.get()).as("looked for as long as a lease lives").isEqualTo(70);
  }

  @Test
  void aWaitIsAnnouncedWithWhatIsWaitedForAndHowLong() {
    leases.acquire("s", "4711@host/uuid");
    watchWhile(() -> leases.release("s", "4711@host/uuid")).take("s", "new", stop);
    assertThat(notices).singleElement().asString().contains("4711@host", "2026-03-29", "35 s");
    notices.clear();
    watchWhile(() -> {}).take("free", "new", stop);
    assertThat(notices).isEmpty();
  }

  @Test
  void aLiveOwnerKeepsItsSweepAndIsNamedWithItsTime() {
    leases.acquire("s", "4711@host/uuid");
    Instant since = now.get();
    LeaseWatch watch = watchWhile(() -> beatAfter(20, "4711@host/uuid"));
    LeaseTable.Holder holder = watch.take("s", "new", stop).orElseThrow();
    assertThat(holder.process()).isEqualTo("4711@host");
    assertThat(holder.acquiredAt()).isEqualTo(since);
    assertThat(leases.holder("s").orElseThrow().owner()).isEqualTo("4711@host/uuid");
  }

  @Test
  void aLiveOwnerWhoseClockJumpsOrStandsStillKeepsItsSweep() {
    for (Duration jump :
        List.of(Duration.ofDays(365), Duration.ofDays(-365), Duration.ofHours(-1), Duration.ZERO)) {
      leases.acquire("s", "owner");
      looks.set(0);
      LeaseWatch watch =
          watchWhile(
              () -> {
                now.set(now.get().plus(jump));
                beatAfter(69, "owner");
              });
      assertThat(watch.take("s", "new", stop)).as("%s", jump).isPresent();
      leases.release("s", "owner");
    }
  }

  @Test
  void aWatcherThatWasAsleepForHoursHasJustLookedTwice() {
    leases.acquire("s", "owner");
    // Both sleep on the same laptop; the watcher is awake first.
    LeaseWatch watch =
        watchWhile(
            () -> {
              now.set(now.get().plus(Duration.ofHours(8)));
              beatAfter(3, "owner");
            });
    assertThat(watch.take("s", "new", stop)).isPresent();
    assertThat(leases.holder("s").orElseThrow().owner()).isEqualTo("owner");
  }

  @Test
  void anOwnerThatWakesUpAfterItsSweepWasTakenStops() {
    leases.acquire("s", "asleep");
    watchWhile(() -> {}).take("s", "new", stop);
    try (Heartbeat heartbeat = new Heartbeat(leases, "s", "asleep", stop)) {
      heartbeat.beat();
    }
    assertThat(stop.raised()).isTrue();
    assertThat(stop.reason().orElseThrow()).contains("another process took sweep s over");
    assertThat(leases.holder("s").orElseThrow().owner()).isEqualTo("new");
  }

  @Test
  void anOwnerThatWakesUpJustBeforeTheEndKeepsItsSweep() {
    leases.acquire("s", "owner");
    LeaseWatch watch = watchWhile(() -> beatAfter(70, "owner"));
    assertThat(watch.take("s", "new", stop)).isPresent();
  }

  @Test
  void aStopEndsTheWatchAndTakesNothing() {
    leases.acquire("s", "owner");
    LeaseWatch watch = watchWhile(stop::raise);
    assertThat(watch.take("s", "new", stop)).isPresent();
    assertThat(looks).hasValue(1);
    assertThat(leases.holder("s").orElseThrow().owner()).isEqualTo("owner");
  }

  @Test
  void ofTwoThatWatchADeadOwnerOneGetsTheSweep() {
    leases.acquire("s", "dead");
    LeaseWatch second = watchWhile(() -> {});
    LeaseWatch first =
        watchWhile(
            () -> {
              if (looks.get() == 70) {
                assertThat(second.take("s", "second", stop)).isEmpty();
              }
            });
    assertThat(first.take("s", "first", stop).orElseThrow().owner()).isEqualTo("second");
  }

  @Test
  void theLeaseOfADeadOwnerIsClearedWhicheverSweepItHeld() {
    leases.acquire("another", "dead");
    assertThat(watchWhile(() -> {}).clear("dead", stop)).isTrue();
    assertThat(leases.holder("another")).isEmpty();
    leases.acquire("another", "live");
    looks.set(0);
    LeaseWatch watch =
        watchWhile(
            () -> {
              if (looks.get() == 5) {
                leases.renew("another", "live");
              }
            });
    assertThat(watch.clear("live", stop)).isFalse();
    assertThat(leases.holder("another")).isPresent();
  }

  private void beatAfter(int look, String owner) {
    if (looks.get() == look) {
      assertThat(leases.renew("s", owner)).isTrue();
    }
  }
}
