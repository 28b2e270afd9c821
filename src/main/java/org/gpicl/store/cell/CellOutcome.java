package org.gpicl.store.cell;

import java.util.List;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;

/**
 * Everything that is known of a cell at some moment.
 *
 * @param cell the cell
 * @param status how far it has come
 * @param step steps done
 * @param failure why it failed, or empty
 * @param provenance what trained it (engine, JDK, CPU, kernels), one line for each range of steps
 * @param trainingSeconds spent in training so far
 * @param curve its training curve, by step
 * @param evaluations its results: train and seen once it is trained, then the unseen ones
 */
public record CellOutcome(
    Cell cell,
    CellStatus status,
    long step,
    String failure,
    List<String> provenance,
    double trainingSeconds,
    List<CurvePoint> curve,
    List<Evaluation> evaluations) {

  /** Whether more than one engine, JDK, or kind of processor trained it. */
  public boolean mixed() {
    return provenance.size() > 1;
  }

  /**
   * The step at which an evaluation was made: {@code seen} is the best of the scheduled ones, all
   * others are those of the end.
   */
  public long step(Evaluation evaluation) {
    if (!evaluation.name().equals(Evaluation.SEEN)) {
      return step;
    }
    return curve.stream()
        .filter(point -> point.seenAccuracy() == evaluation.accuracy())
        .mapToLong(CurvePoint::step)
        .findFirst()
        .orElse(step);
  }

  /** The last point of its curve. */
  public Optional<CurvePoint> lastPoint() {
    return curve.isEmpty() ? Optional.empty() : Optional.of(curve.get(curve.size() - 1));
  }

  /** The evaluation of a name, if it was made. */
  public Optional<Evaluation> evaluation(String name) {
    return evaluations.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}
