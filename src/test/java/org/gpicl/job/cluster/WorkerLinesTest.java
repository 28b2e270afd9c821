package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.KnownWorkers;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

/** What a terminal shows of the workers. */
class WorkerLinesTest {
  private final KnownWorkers known = new KnownWorkers(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<Instant> now = known.now;
  private final WorkerTable workers = known.workers;
  private final ClaimTable claims = known.claims;
  private final WorkerLines lines = new WorkerLines(workers, known.clock);

  private static Sweep sweep(String place) {
    return SweepFile.parse(StoreTest.SWEEP, "test", List.of("runOn=" + place));
  }

  private void begin(String owner) {
    known.begin(owner, "vector, AVX2", 2);
  }

  @Test
  void withoutAWorkerTheySayWhoStartsOne() {
    assertThat(lines.of(sweep("here"), true)).isEmpty();
    assertThat(lines.of(sweep("workers"), true))
        .singleElement()
        .asString()
        .contains("none", "gpicl worker");
    assertThat(lines.of(sweep("slurm"), true)).singleElement().asString().contains("Slurm");
    assertThat(lines.of(sweep("slurm"), false)).containsExactly("Workers: none");
  }

  @Test
  void eachHasALineWithWhatItDoesAndHowFast() {
    begin("1@a/x");
    begin("2@a/y");
    claims.take(1, "s", "c".repeat(64), "2@a/y");
    claims.progress(1, "2@a/y", new ClaimTable.Progress(5, 0.5, Double.NaN, 12.34));
    workers.remark("1@a/x", "s: no images");
    assertThat(lines.of(sweep("workers"), true))
        .containsExactly(
            "Workers: 2, with 1 of 4 places in use",
            "  1@a: idle, 0 trained; vector, AVX2; gpicl 9.9",
            "    does not train s: no images",
            "  2@a: 1 in training (12.3 steps/s), 0 trained; vector, AVX2; gpicl 9.9");
  }

  @Test
  void oneThatIsSilentOrLostIsCalledSo() {
    begin("1@a/x");
    begin("2@a/y");
    now.set(now.get().plus(Duration.ofMinutes(17)));
    known.leases.renew(LeaseTable.ofWorker("1@a/x"), "1@a/x");
    assertThat(lines.of(sweep("workers"), true).get(2))
        .isEqualTo("  2@a: not heard of for 17 min, idle, 0 trained; vector, AVX2; gpicl 9.9");
    known.release("2@a/y");
    workers.lose("2@a/y");
    assertThat(lines.of(sweep("workers"), true).get(0))
        .startsWith("Workers: 1 and 1 lost in the last day, with 0 of 2 places");
    assertThat(lines.of(sweep("workers"), true).get(2)).startsWith("  2@a: lost, 0 trained");
  }
}
