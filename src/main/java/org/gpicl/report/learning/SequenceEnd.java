package org.gpicl.report.learning;

import java.util.Optional;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;

/** The last tenth of a sequence, where a model has seen most examples. */
final class SequenceEnd {
  private static final int PARTS = 10;

  private SequenceEnd() {}

  /** The mean accuracy there; empty if it was not measured by position. */
  static Optional<Double> accuracy(CellOutcome outcome, String evaluation) {
    return outcome
        .evaluation(evaluation)
        .map(Evaluation::accuracyByPosition)
        .filter(accuracies -> accuracies.length > 1)
        .map(
            accuracies -> {
              int last = (accuracies.length + PARTS - 1) / PARTS;
              double sum = 0;
              for (int k = accuracies.length - last; k < accuracies.length; k++) {
                sum += accuracies[k];
              }
              return sum / last;
            });
  }
}
