package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.job.board.RunBoard;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;

@Schema(description = "A cell in brief: one training of a sweep.")
public record CellSummary(
    @Schema(example = "transformer-n64-h32-s0") String key,
    @Schema(example = "transformer") String model,
    @Schema(description = "How many tasks it is trained on.", example = "64") long tasks,
    @Schema(description = "The hidden size.", example = "32") long hidden,
    long seed,
    @Schema(
            description =
                "What it has of the settings that its sweep varies beside model, tasks, hidden size"
                    + " and seed, by key.")
        Map<String, String> swept,
    CellStatus state,
    @Schema(description = "Steps that it has trained.") long step,
    @Schema(description = "Steps that it is to train.") long steps,
    @Schema(description = "Smoothed training loss in nats; null unless it is in training.")
        @Nullable
        Double loss,
    @Schema(description = "Accuracy in training mode, from 0 to 1; null if not known.") @Nullable
        Double train,
    @Schema(description = "Accuracy on seen tasks, from 0 to 1; null if not known.") @Nullable
        Double seen,
    @Schema(description = "Its standard error over tasks; null in training and if not known.")
        @Nullable
        Double seenError,
    @Schema(
            description =
                "Accuracy on unseen tasks of the images that it was trained on, from 0 to 1; null"
                    + " if not known.")
        @Nullable
        Double unseen,
    @Schema(description = "Its standard error over tasks; null if not known.") @Nullable
        Double unseenError,
    @Schema(description = "Why it failed, or empty.") String failure) {

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
        outcome.status(),
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
        now.status(),
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
