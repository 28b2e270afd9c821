package org.gpicl.web.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.job.board.RunBoard;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;

/**
 * A cell as the page shows it.
 *
 * @param swept what it has of the settings that its sweep varies beside model, tasks, hidden size
 *     and seed, by key; empty in a sweep that varies nothing else
 * @param loss smoothed training loss of a cell in training, in nats; null for others
 * @param train accuracy in training mode, from 0 to 1; null if not known, as the next two
 * @param seen accuracy on seen tasks
 * @param seenError its standard error over tasks; null for a cell in training, and if not known
 * @param unseen accuracy on unseen tasks of the images that it was trained on
 * @param unseenError its standard error over tasks
 * @param failure why it failed, or empty
 */
public record CellSummary(
    String key,
    String model,
    long tasks,
    long hidden,
    long seed,
    Map<String, String> swept,
    String state,
    long step,
    long steps,
    Double loss,
    Double train,
    Double seen,
    Double seenError,
    Double unseen,
    Double unseenError,
    String failure) {

  static CellSummary of(CellOutcome outcome) {
    Cell cell = outcome.cell();
    Optional<Evaluation> seen = outcome.evaluation(Evaluation.SEEN);
    Optional<Evaluation> unseen =
        outcome.evaluations().stream().filter(e -> e.name().startsWith("unseen")).findFirst();
    Optional<Double> lastSeen =
        outcome.curve().isEmpty()
            ? Optional.empty()
            : Optional.of(outcome.curve().get(outcome.curve().size() - 1).seenAccuracy());
    return new CellSummary(
        cell.key(),
        cell.kind().key(),
        cell.tasks(),
        cell.hidden(),
        cell.seed(),
        swept(cell),
        outcome.status().name(),
        outcome.step(),
        cell.spec().steps(),
        null,
        accuracy(outcome, Evaluation.TRAIN),
        finite(seen.map(Evaluation::accuracy).or(() -> lastSeen)),
        error(seen),
        finite(unseen.map(Evaluation::accuracy)),
        error(unseen),
        outcome.failure());
  }

  private static Map<String, String> swept(Cell cell) {
    Map<String, String> swept = new LinkedHashMap<>();
    cell.swept().forEach(setting -> swept.put(setting.path(), setting.value()));
    return swept;
  }

  /** The same, with what a run knows better. */
  public CellSummary as(RunBoard.CellNow now) {
    return new CellSummary(
        key,
        model,
        tasks,
        hidden,
        seed,
        swept,
        now.status().name(),
        now.step(),
        steps,
        finite(Optional.of(now.loss())),
        train,
        Double.isFinite(now.seen()) ? Double.valueOf(now.seen()) : seen,
        Double.isFinite(now.seen()) ? null : seenError,
        unseen,
        unseenError,
        failure);
  }

  private static Double accuracy(CellOutcome outcome, String name) {
    return finite(outcome.evaluation(name).map(Evaluation::accuracy));
  }

  private static Double error(Optional<Evaluation> evaluation) {
    return finite(evaluation.map(e -> e.error().ofAccuracy()));
  }

  private static Double finite(Optional<Double> value) {
    return value.filter(Double::isFinite).orElse(null);
  }
}
