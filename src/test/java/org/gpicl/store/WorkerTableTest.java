package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is known of workers. */
class WorkerTableTest {
  private final KnownWorkers known = new KnownWorkers(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<Instant> now = known.now;
  private final WorkerTable workers = known.workers;
  private final ClaimTable claims = known.claims;

  private void begin(String owner) {
    known.begin(owner, "vector", 2);
  }

  private void end(String owner) {
    known.release(owner);
    workers.end(owner);
  }

  private List<String> stored() {
    return known.jdbc.sql("SELECT owner FROM worker ORDER BY owner").query(String.class).list();
  }

  @Test
  void itsSpeedIsThatOfAllThatItHasInHand() {
    begin("1@a/x");
    for (int cell = 0; cell < 3; cell++) {
      claims.take(cell, "s", "%064d".formatted(cell), "1@a/x");
      claims.progress(cell, "1@a/x", new ClaimTable.Progress(5, 0.5, Double.NaN, 10));
    }
    claims.end(0, "1@a/x");
    WorkerTable.Row worker = workers.current().get(0);
    assertThat(worker.stepsPerSecond()).isEqualTo(20);
    assertThat(worker.training()).isEqualTo(2);
    assertThat(worker.trained()).isEqualTo(1);
  }

  @Test
  void whatItLostItHasNotTrained() {
    begin("1@a/x");
    claims.take(1, "s", "%064d".formatted(1), "1@a/x");
    claims.end(1, "1@a/x");
    claims.take(2, "s", "%064d".formatted(2), "1@a/x");
    claims.lose("1@a/x");
    assertThat(workers.current().get(0).trained()).isEqualTo(1);
  }

  @Test
  void oneThatEndedLongAgoIsForgottenUnlessItsClaimsAreKept() {
    begin("1@a/idle");
    end("1@a/idle");
    begin("2@a/busy");
    claims.take(1, "s", "%064d".formatted(1), "2@a/busy");
    claims.end(1, "2@a/busy");
    end("2@a/busy");
    begin("3@a/alive");
    now.set(now.get().plus(Duration.ofDays(31)));
    begin("4@a/new");
    assertThat(stored()).containsExactly("2@a/busy", "3@a/alive", "4@a/new");
  }

  @Test
  void theRemarksOfThoseThatLiveAreKnownByOwner() {
    begin("1@a/fit");
    begin("2@a/unfit");
    begin("3@a/gone");
    workers.remark("2@a/unfit", "night: no images");
    workers.remark("3@a/gone", "night: no engine");
    end("3@a/gone");
    assertThat(workers.remarks()).isEqualTo(Map.of("2@a/unfit", "night: no images"));
  }
}
