package org.gpicl.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.home.Home;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.ReadOnlyFile;
import org.gpicl.store.cell.RemainingTrainings;
import org.gpicl.store.database.H2File;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/**
 * What a run of a sweep would train, as far as the home's file says what is trained. Of a search,
 * what is needed if every question has to be asked.
 *
 * @param steps how many each cell would make
 * @param done cells that are trained to their ends
 */
record PlannedTrainings(Map<Cell, Long> steps, long done) {

  static PlannedTrainings of(Sweep sweep, Home home) {
    return ReadOnlyFile.askOfCells(H2File.of(home.database()), records -> of(sweep, records))
        .orElseGet(() -> ofNothing(sweep));
  }

  private static PlannedTrainings of(Sweep sweep, CellRecords records) {
    Map<String, CellTable.Row> rows = records.rows(sweep.cells());
    RemainingTrainings.Next next = records.remaining().next(sweep);
    Map<Cell, Long> steps = new LinkedHashMap<>();
    for (Search.Training training : next.now()) {
      String hash = training.cell().hash();
      long made = rows.getOrDefault(hash, CellTable.Row.pending(hash)).step();
      steps.put(training.cell(), training.steps() - made);
    }
    add(steps, next.later());
    long done = rows.values().stream().filter(row -> row.status() == CellStatus.DONE).count();
    return new PlannedTrainings(steps, done);
  }

  private static PlannedTrainings ofNothing(Sweep sweep) {
    Map<Cell, Long> steps = new LinkedHashMap<>();
    Search search = sweep.search();
    add(steps, search.choose(sweep.cells(), Search.Evidence.none()).trainings());
    add(steps, search.likely(sweep.cells(), Search.Evidence.none()));
    return new PlannedTrainings(steps, 0);
  }

  private static void add(Map<Cell, Long> steps, List<Search.Training> trainings) {
    trainings.forEach(one -> steps.merge(one.cell(), one.steps(), Long::sum));
  }
}
