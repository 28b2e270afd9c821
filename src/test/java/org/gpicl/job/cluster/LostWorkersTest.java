package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Which workers are gone, by looks at their leases. */
class LostWorkersTest {
  private static final int LOOKS = 3;
  private static final String ONE = "1@n1/a";
  private static final String TWO = "2@n2/b";

  private final LeaseTable leases = new MigratedDatabase().leases;
  private final LostWorkers workers = new LostWorkers(leases, LOOKS);

  private void begin(String owner) {
    leases.acquire(LeaseTable.ofWorker(owner), owner);
  }

  private void beat(String owner) {
    assertThat(leases.renew(LeaseTable.ofWorker(owner), owner)).isTrue();
  }

  @Test
  void aWorkerWhoseLeaseDoesNotChangeIsGoneAndItsLeaseIsFreed() {
    begin(ONE);
    begin(TWO);
    for (int look = 0; look < LOOKS; look++) {
      assertThat(workers.look()).containsExactlyInAnyOrder(ONE, TWO);
      beat(TWO);
    }
    assertThat(workers.look()).containsExactly(TWO);
    assertThat(leases.heldBy(ONE)).isEmpty();
    assertThat(leases.renew(LeaseTable.ofWorker(ONE), ONE)).as("it learns of it").isFalse();
  }

  @Test
  void aBeatInTimeBeginsTheCountAnew() {
    begin(ONE);
    for (int look = 0; look < 3 * LOOKS; look++) {
      assertThat(workers.look()).containsExactly(ONE);
      if (look % LOOKS == LOOKS - 1) {
        beat(ONE);
      }
    }
  }

  @Test
  void aWorkerThatEndsIsGoneAtOnceAndASweepsLeaseIsNoWorker() {
    begin(ONE);
    leases.acquire("sweep", "3@n3/c");
    assertThat(workers.look()).containsExactly(ONE);
    leases.release(LeaseTable.ofWorker(ONE), ONE);
    assertThat(workers.look()).isEmpty();
    assertThat(leases.holder("sweep")).isPresent();
  }
}
