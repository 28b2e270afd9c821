package org.gpicl.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.store.CellLedger;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepDifference;

/**
 * Finds out whether a sweep would replace cells that its earlier form has worked on. What it adds
 * is no conflict; what it defines differently is, until the user says so.
 */
final class ChangedCells {
  private final CellLedger ledger;

  ChangedCells(CellLedger ledger) {
    this.ledger = ledger;
  }

  /** The readable difference, or empty if nothing that was worked on would be replaced. */
  Optional<String> conflict(SweepTable sweeps, Sweep sweep) {
    Optional<SweepTable.Row> row = sweeps.find(sweep.name());
    if (row.isEmpty() || row.get().hash().equals(sweep.hash())) {
      return Optional.empty();
    }
    Sweep stored = row.get().sweep();
    SweepDifference difference = SweepDifference.between(stored, sweep);
    Set<String> changed = difference.changed();
    Map<String, CellTable.Row> rows = ledger.rows(stored.cells());
    List<CellTable.Row> touched =
        stored.cells().stream()
            .filter(cell -> changed.contains(cell.key()))
            .map(Cell::hash)
            .filter(rows::containsKey)
            .map(rows::get)
            .filter(r -> r.step() > 0 || r.status() == CellStatus.DONE)
            .toList();
    if (touched.isEmpty()) {
      return Optional.empty();
    }
    long finished = touched.stream().filter(r -> r.status() == CellStatus.DONE).count();
    String changes =
        difference.changes().stream()
            .map(change -> "  " + change.line(difference.cells()))
            .collect(Collectors.joining(System.lineSeparator()));
    return Optional.of(
        """
        sweep %s is stored with other settings:
        %s
        %d of these cells are finished, %d half done. Give the changed sweep another name, or run it with --restart-changed: then they are trained anew, and the old results stay in the database."""
            .formatted(sweep.name(), changes, finished, touched.size() - finished));
  }
}
