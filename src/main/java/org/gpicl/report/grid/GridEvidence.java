package org.gpicl.report.grid;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;

/** The outcomes of a grid, as a search wants them. */
final class GridEvidence implements Search.Evidence {
  private final Map<Cell, CellOutcome> outcomes = new HashMap<>();

  GridEvidence(Grid grid) {
    grid.outcomes().forEach(outcome -> outcomes.put(outcome.cell(), outcome));
  }

  @Override
  public Optional<Double> accuracy(Cell cell, String evaluation) {
    return Optional.of(outcomes.get(cell))
        .filter(outcome -> outcome.status() == CellStatus.DONE)
        .flatMap(outcome -> outcome.evaluation(evaluation))
        .map(Evaluation::accuracy);
  }

  /** What a finished search was decided by is not asked for here. */
  @Override
  public Optional<Search.Measured> at(Cell cell, long step) {
    return Optional.empty();
  }

  @Override
  public boolean failed(Cell cell) {
    return outcomes.get(cell).status().failed();
  }
}
