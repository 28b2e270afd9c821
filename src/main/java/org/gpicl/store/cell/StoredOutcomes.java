package org.gpicl.store.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;

/** Puts the rows of several tables together to outcomes of cells. */
record StoredOutcomes(
    Sweep sweep,
    Set<Cell> spared,
    Map<String, CellTable.Row> rows,
    Map<String, List<CurvePoint>> points,
    Map<String, List<EvaluationTable.Row>> measured,
    Map<String, List<ProvenanceTable.Row>> ranges) {

  /** What a training measures of itself. */
  private static final List<String> OWN =
      Stream.of(Evaluation.TRAIN, Evaluation.SEEN).map(StoredEvidence::definition).toList();

  List<CellOutcome> of(List<Cell> some, Function<CellTable.Row, CellStatus> statusOf) {
    return some.stream().map(cell -> of(cell, statusOf)).toList();
  }

  /** The status of a cell that its search may have spared. */
  static CellStatus status(CellTable.Row row, boolean spared) {
    return spared && row.trainable() ? CellStatus.SKIPPED : row.status();
  }

  private CellOutcome of(Cell cell, Function<CellTable.Row, CellStatus> statusOf) {
    String hash = cell.hash();
    CellTable.Row row = rows.getOrDefault(hash, CellTable.Row.pending(hash));
    boolean skipped = status(row, spared.contains(cell)) == CellStatus.SKIPPED;
    return new CellOutcome(
        cell,
        skipped ? CellStatus.SKIPPED : statusOf.apply(row),
        row.step(),
        row.failure(),
        ranges.getOrDefault(hash, List.of()).stream()
            .map(range -> "from step " + range.fromStep() + ": " + range.description())
            .toList(),
        row.trainingSeconds(),
        points.getOrDefault(hash, List.of()),
        inOrder(cell, measured.getOrDefault(hash, List.of())));
  }

  /** Train and seen, then the evaluations that the sweep asks for, as far as they were made. */
  private List<Evaluation> inOrder(Cell cell, List<EvaluationTable.Row> stored) {
    if (stored.isEmpty()) {
      return List.of();
    }
    List<Evaluation> inOrder = new ArrayList<>();
    OWN.forEach(definition -> find(stored, definition).ifPresent(inOrder::add));
    for (EvaluationSet set : sweep.evaluations(cell)) {
      // It may have been made when a folder was elsewhere, or for another of the same content.
      find(stored, set.hash()).map(made -> made.named(set.name())).ifPresent(inOrder::add);
    }
    return inOrder;
  }

  private static Optional<Evaluation> find(List<EvaluationTable.Row> rows, String definition) {
    for (EvaluationTable.Row row : rows) {
      if (row.definition().equals(definition)) {
        return Optional.of(row.evaluation());
      }
    }
    return Optional.empty();
  }
}
