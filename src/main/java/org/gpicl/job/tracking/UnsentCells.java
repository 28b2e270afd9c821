package org.gpicl.job.tracking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/** The cells of a sweep that have begun, and of which a tracker lacks something. */
final class UnsentCells {
  /** Cells that are read and sent together: thousands of curves would fill the memory. */
  private static final int AT_A_TIME = 100;

  private final Sweep sweep;
  private final CellRecords records;
  private final Map<String, String> sent = new HashMap<>();

  UnsentCells(Sweep sweep, CellRecords records) {
    this.sweep = sweep;
    this.records = records;
  }

  /**
   * The tracker has these cells.
   *
   * @param states what was sent of each, by hash
   * @param hashes those that it has anything of
   */
  void has(Map<String, String> states, Collection<String> hashes) {
    sent.putAll(states);
    sent.keySet().retainAll(hashes);
  }

  /**
   * Sends those that have changed.
   *
   * @param finishedToo as {@link SweepTracker#send} has it
   * @param sending sends one
   */
  SweepTracker.Sent send(boolean finishedToo, Consumer<TrackedCell> sending) {
    List<Cell> changed = changed(finishedToo);
    List<String> refused = new ArrayList<>();
    for (int from = 0; from < changed.size(); from += AT_A_TIME) {
      List<Cell> some = changed.subList(from, Math.min(changed.size(), from + AT_A_TIME));
      for (CellOutcome outcome : records.outcomes(sweep, some)) {
        try {
          sending.accept(new TrackedCell(outcome));
        } catch (TrackerException e) {
          if (!e.isRefused()) {
            throw e;
          }
          refused.add(outcome.cell().key() + ": " + e.getMessage());
        }
        // Also one that was refused: it would be so again until it changes.
        sent.put(outcome.cell().hash(), TrackedCell.state(outcome));
      }
    }
    return new SweepTracker.Sent(changed.size() - refused.size(), refused);
  }

  private List<Cell> changed(boolean finishedToo) {
    List<Cell> cells =
        sweep.cells().stream()
            .filter(cell -> finishedToo || !TrackedCell.isFinished(sent.get(cell.hash())))
            .toList();
    return records.brief(sweep, cells).stream()
        .filter(UnsentCells::begun)
        .filter(one -> !TrackedCell.state(one).equals(sent.get(one.cell().hash())))
        .map(CellOutcome::cell)
        .toList();
  }

  private static boolean begun(CellOutcome outcome) {
    return outcome.step() > 0
        || outcome.status() == CellStatus.RUNNING
        || outcome.status().failed();
  }
}
