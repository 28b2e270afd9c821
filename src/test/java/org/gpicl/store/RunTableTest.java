package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunTableTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-01-01T11:00:00Z");

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGUN);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final RunTable runs = new RunTable(jdbc, clock);

  @BeforeEach
  void twoSweeps() {
    for (String name : List.of("one", "other")) {
      database.sweeps.put(SweepFile.parse("recipe: small", "test", List.of("name=" + name)));
    }
  }

  private long begin(String sweep) {
    return runs.begin(new RunTable.Beginning(sweep, "vector", 2, "JDK 17", "4711@here", "a\nb"));
  }

  @Test
  void aRunIsKeptWithHowItBeganAndHowItEnded() {
    long first = begin("one");
    long second = begin("one");
    begin("other");
    now.set(ENDED);
    runs.end(first, RunTable.Outcome.STOPPED);
    assertThat(runs.of("one"))
        .containsExactly(
            new RunTable.Row(
                second,
                BEGUN,
                Optional.empty(),
                RunTable.Outcome.RUNNING,
                "vector",
                2,
                "JDK 17",
                "4711@here",
                "a\nb"),
            new RunTable.Row(
                first,
                BEGUN,
                Optional.of(ENDED),
                RunTable.Outcome.STOPPED,
                "vector",
                2,
                "JDK 17",
                "4711@here",
                "a\nb"));
  }

  @Test
  void aRunOfAnEarlierProgramHasNoOwnerAndNoCrashFiles() {
    begin("one");
    jdbc.sql("UPDATE run SET owner = NULL, crash_files = NULL").update();
    assertThat(runs.of("one").get(0).owner()).isEmpty();
    assertThat(runs.of("one").get(0).crashFiles()).isEmpty();
  }

  @Test
  void onlyRunsOfTheSweepThatHaveNotEndedAreLost() {
    runs.end(begin("one"), RunTable.Outcome.DONE);
    begin("one");
    begin("one");
    begin("other");
    assertThat(runs.lost("one")).isEqualTo(2);
    assertThat(runs.of("one"))
        .extracting(RunTable.Row::outcome)
        .containsExactly(RunTable.Outcome.LOST, RunTable.Outcome.LOST, RunTable.Outcome.DONE);
    assertThat(runs.of("other"))
        .extracting(RunTable.Row::outcome)
        .containsExactly(RunTable.Outcome.RUNNING);
  }

  @Test
  void whenASweepLastEndedInAWayIsToldForThoseThatDid() {
    runs.end(begin("one"), RunTable.Outcome.DONE);
    now.set(ENDED);
    runs.end(begin("one"), RunTable.Outcome.DONE);
    runs.end(begin("other"), RunTable.Outcome.FAILED);
    assertThat(runs.last(RunTable.Outcome.DONE)).isEqualTo(Map.of("one", ENDED));
    assertThat(runs.last(RunTable.Outcome.FAILED)).isEqualTo(Map.of("other", ENDED));
    assertThat(runs.last(RunTable.Outcome.LOST)).isEmpty();
  }

  @Test
  void whoHoldsASweepIsShownAsAProcess() {
    assertThat(new LeaseTable.Holder("one", "4711@here/b7", BEGUN, 1).process())
        .isEqualTo("4711@here");
    assertThat(new LeaseTable.Holder("one", "4711@here", BEGUN, 1).process())
        .isEqualTo("4711@here");
    assertThat(new LeaseTable.Holder("one", "/b7", BEGUN, 1).process()).isEmpty();
  }

  @Test
  void leasesAreFoundBySweepAndByOwnerUntilAllAreReleased() {
    LeaseTable leases = new LeaseTable(jdbc, clock);
    assertThat(leases.any()).isFalse();
    leases.acquire("one", "here");
    leases.acquire("other", "there");
    now.set(ENDED);
    assertThat(leases.renew("other", "there")).isTrue();

    assertThat(leases.any()).isTrue();
    assertThat(leases.holder("one")).contains(new LeaseTable.Holder("one", "here", BEGUN, 0));
    assertThat(leases.heldBy("there")).contains(new LeaseTable.Holder("other", "there", BEGUN, 1));
    assertThat(leases.renewals()).isEqualTo(Map.of("one", BEGUN, "other", ENDED));

    leases.releaseAll();
    assertThat(leases.any()).isFalse();
  }
}
