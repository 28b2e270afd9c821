package org.gpicl.store.cell;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.store.CellTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What cells of a stored sweep took to train.
 *
 * @param seconds by the clock, by hash, of those that were trained where it was asked for
 */
public record TrainedCells(Sweep sweep, Map<String, Double> seconds) {
  /** So many cells say enough. */
  private static final int MOST_CELLS = 2_000;

  /**
   * Those in an H2 file, which is not changed, of the sweeps that were run last.
   *
   * @param provenance how the description of what trained a cell must begin
   * @return empty if the file cannot be read now, such as one that a process has open
   */
  public static Optional<List<TrainedCells>> in(H2File file, String provenance) {
    return ReadOnlyFile.ask(file, jdbc -> in(jdbc, provenance));
  }

  private static List<TrainedCells> in(JdbcClient jdbc, String provenance) {
    Map<String, Double> all = new CellTable(jdbc, Clock.systemUTC()).secondsOfDone(provenance);
    List<TrainedCells> trained = new ArrayList<>();
    int cells = 0;
    for (SweepTable.Row row : new SweepTable(jdbc, Clock.systemUTC()).newestFirst()) {
      if (all.isEmpty() || cells >= MOST_CELLS) {
        break;
      }
      Optional<TrainedCells> some = of(row, all);
      some.ifPresent(trained::add);
      cells += some.map(one -> one.seconds().size()).orElse(0);
    }
    return trained;
  }

  private static Optional<TrainedCells> of(SweepTable.Row row, Map<String, Double> all) {
    try {
      Sweep sweep = row.sweep();
      Map<String, Double> its = new HashMap<>();
      for (Cell cell : sweep.cells()) {
        // A cell of several sweeps counts once.
        Double seconds = all.remove(cell.hash());
        if (seconds != null) {
          its.put(cell.hash(), seconds);
        }
      }
      return its.isEmpty() ? Optional.empty() : Optional.of(new TrainedCells(sweep, its));
    } catch (SweepFileException ofAnotherVersion) {
      return Optional.empty();
    }
  }
}
