package org.gpicl.job.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.store.LeaseTable;

/**
 * Finds the workers that are gone. A live one renews its lease; a lease that does not change for
 * many looks has lost its worker. Looks are counted and no clocks are compared, as a sweep's lease
 * is watched.
 */
final class LostWorkers {
  private final LeaseTable leases;
  private final long looks;
  private final Map<String, Watched> watched = new HashMap<>();

  private record Watched(long beats, int unchanged) {}

  /**
   * @param looks without a beat after which a worker is gone
   */
  LostWorkers(LeaseTable leases, long looks) {
    this.leases = leases;
    this.looks = looks;
  }

  /**
   * Looks once more. The leases of those that are gone are freed: they learn of it when they try to
   * renew them.
   *
   * @return the workers that live
   */
  Set<String> look() {
    List<LeaseTable.Holder> held = leases.workers();
    watched.keySet().retainAll(held.stream().map(LeaseTable.Holder::owner).toList());
    for (LeaseTable.Holder worker : held) {
      Watched before = watched.get(worker.owner());
      boolean same = before != null && before.beats() == worker.beats();
      int unchanged = same ? before.unchanged() + 1 : 0;
      watched.put(worker.owner(), new Watched(worker.beats(), unchanged));
      if (unchanged >= looks) {
        leases.release(worker);
        if (leases.heldBy(worker.owner()).isEmpty()) {
          watched.remove(worker.owner());
        }
      }
    }
    return held.stream()
        .map(LeaseTable.Holder::owner)
        .filter(watched::containsKey)
        .collect(Collectors.toSet());
  }
}
