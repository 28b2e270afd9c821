package org.gpicl.job.upkeep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;

/**
 * The cells of stored sweeps. This version may be unable to work out the cells of a sweep that
 * another one stored: then whatever could be one of them counts as one.
 */
final class StoredSweeps {
  private final List<Sweep> readable = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final Set<String> hashes = new HashSet<>();
  private final Set<String> keysOfOtherNumerics = new HashSet<>();

  StoredSweeps(List<SweepTable.Row> rows) {
    for (SweepTable.Row row : rows) {
      try {
        add(row, row.sweep());
      } catch (SweepFileException e) {
        unreadable.add(row.name());
      }
    }
  }

  private void add(SweepTable.Row row, Sweep sweep) {
    readable.add(sweep);
    sweep.cells().forEach(cell -> hashes.add(cell.hash()));
    if (!sweep.hash().equals(row.hash())) {
      sweep.cells().forEach(cell -> keysOfOtherNumerics.add(cell.key()));
    }
  }

  /** Those that this version of the program can read. */
  List<Sweep> readable() {
    return readable;
  }

  /** The names of those that it cannot. */
  List<String> unreadable() {
    return unreadable;
  }

  /** Whether a cell is, or could be, of one of these sweeps. */
  boolean mayHave(String hash, String key) {
    return hashes.contains(hash) || keysOfOtherNumerics.contains(key) || !unreadable.isEmpty();
  }

  boolean mayHave(Cell cell) {
    return mayHave(cell.hash(), cell.key());
  }
}
