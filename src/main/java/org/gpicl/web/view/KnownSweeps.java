package org.gpicl.web.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.yaml.SweepFileException;

/**
 * The stored sweeps as they are read. To read one of thousands of cells takes a while, and so do
 * the hashes of its cells: what was read is kept as long as it is stored so.
 */
final class KnownSweeps {
  private final Map<String, KnownSweep> known = new HashMap<>();

  /** Empty if another version of this program stored it, which can read it. */
  synchronized Optional<KnownSweep> read(SweepTable.Row row) {
    KnownSweep before = known.get(row.name());
    if (before != null && before.row().equals(row)) {
      return Optional.of(before);
    }
    try {
      KnownSweep now = KnownSweep.of(row);
      known.put(row.name(), now);
      return Optional.of(now);
    } catch (SweepFileException otherVersion) {
      return Optional.empty();
    }
  }
}
