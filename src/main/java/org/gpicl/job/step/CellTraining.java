package org.gpicl.job.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.Score;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.job.board.TrainingPace;
import org.gpicl.job.input.BatchFeed;
import org.gpicl.job.input.CellBatches;
import org.gpicl.job.recovery.LossNotFiniteException;
import org.gpicl.job.run.Provenance;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.metrics.trace.RunSpan;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Search;
import org.gpicl.tasks.ExampleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training, from its newest checkpoint to its published results or to a rung before. */
final class CellTraining {
  private static final Logger LOG = LoggerFactory.getLogger(CellTraining.class);

  private final RunContext run;
  private final RunSpan span;
  private final Cell cell;
  private final String hash;
  private final long steps;
  private final long until;
  private final boolean sharesBatches;
  private final long begunAt = System.nanoTime();

  private double secondsBefore;
  private TrainingProgress progress;
  private long step;
  private CheckpointPace pace;

  /**
   * @param span of the cell
   */
  CellTraining(RunContext run, Search.Training training, RunSpan span) {
    this.run = run;
    this.span = span;
    this.cell = training.cell();
    this.until = training.steps();
    this.hash = cell.hash();
    this.steps = cell.spec().steps();
    this.sharesBatches = run.batches().has(cell);
  }

  /**
   * Trains to the end and publishes, or to a step that is evaluated and stored.
   *
   * @throws StepAbandonedException if a stop was asked for; a checkpoint was made on the way out
   */
  void train() {
    try (WorkerCores.Occupied core =
            sharesBatches ? run.cores().occupyIdle() : run.cores().occupy();
        EngineSlots.Slot slot = run.slots().take();
        Trainer trainer = begin(slot.worker(), slot.engine());
        ExampleSet training = run.sets().open(cell.training());
        ExampleSet seen = run.sets().open(cell.seen())) {
      try {
        steps(trainer, core, slot.engine().leavesCoresFree(), training, seen);
        if (until == steps) {
          publish(trainer);
        } else {
          checkpoint(trainer);
          run.ledger().stop(cell);
        }
      } catch (StepAbandonedException stopped) {
        checkpoint(trainer);
        throw stopped;
      }
    }
  }

  /** Opens the model at its newest checkpoint; nothing else holds that state any longer. */
  private Trainer begin(int worker, Engine engine) {
    String provenance = Provenance.of(run.provenance(), engine, cell.spec().precision());
    CellLedger.Beginning beginning = run.ledger().begin(cell, run.sets().images(cell), provenance);
    Optional<Checkpoint> from = beginning.checkpoint();
    secondsBefore = beginning.trainingSeconds();
    TrainingState state =
        from.map(Checkpoint::state)
            .orElseGet(() -> TrainingState.initial(cell.model(), cell.spec()));
    progress = from.map(Checkpoint::progress).orElseGet(TrainingProgress::none);
    step = state.step();
    pace = new CheckpointPace(run.sweep().checkpoint(), step, System::nanoTime);
    for (String damage : beginning.damage()) {
      run.notices()
          .accept(
              "%s: %s; it %s"
                  .formatted(
                      cell.key(),
                      damage,
                      from.isPresent()
                          ? "continues from the previous one, at step " + step
                          : "starts over, since no other is left"));
    }
    LOG.info("Cell {} continues from step {} of {}", cell.key(), step, steps);
    span.tag("gpicl.step", step).tag("gpicl.steps", steps);
    run.board()
        .begin(
            cell,
            step,
            new TrainingPace(
                worker, engine.device(), cell, run.sweep().checkpoint(), System::nanoTime));
    return engine.open(cell.model(), cell.spec(), state, run.stop()::raised, run.cores());
  }

  private void steps(
      Trainer trainer,
      WorkerCores.Occupied core,
      boolean coresFree,
      ExampleSet training,
      ExampleSet seen) {
    try (BatchFeed feed =
        sharesBatches
            ? run.batches().feed(cell, step, until, trainer, core, run.stop()::raised)
            : new CellBatches(cell, training).feed(trainer, coresFree, run.slots().readers(cell))) {
      steps(trainer, feed, seen);
    }
  }

  private void steps(Trainer trainer, BatchFeed feed, ExampleSet seen) {
    while (true) {
      if (evaluationDue()) {
        evaluate(trainer, seen);
      }
      if (step == until) {
        return;
      }
      if (run.stop().raised()) {
        throw new StepAbandonedException();
      }
      long waitingSince = System.nanoTime();
      StepResult result;
      int items;
      long waited;
      try (LoadedBatch batch = feed.next(step)) {
        waited = System.nanoTime() - waitingSince;
        items = batch.size();
        result = trainer.step(batch);
      }
      if (!Double.isFinite(result.loss())) {
        throw new LossNotFiniteException(step, result.loss());
      }
      step++;
      progress = progress.step(result.loss(), result.correct(), result.predictions());
      run.board().step(hash, step, result.loss(), items, waited);
      run.meters().stepMade(run.sweep().name());
      if (step < steps && pace.due(step)) {
        checkpoint(trainer);
      }
    }
  }

  /** Due on schedule and at the end, and not made yet since the last step. */
  private boolean evaluationDue() {
    return progress.steps() > 0 && (step % cell.evaluateEvery() == 0 || step == steps);
  }

  private void evaluate(Trainer trainer, ExampleSet seen) {
    Evaluation evaluation = score(trainer, seen, Evaluation.SEEN);
    progress = progress.evaluated(evaluation);
    run.board().seen(hash, evaluation.accuracy());
    run.ledger()
        .point(
            cell,
            new CurvePoint(
                step,
                progress.train().loss(),
                progress.train().accuracy(),
                evaluation.accuracy(),
                cell.spec().schedule().at(step - 1)));
  }

  private Evaluation score(Trainer trainer, ExampleSet set, String name) {
    try (RunSpan part = span.part("evaluation").tag("gpicl.set", name).tag("gpicl.step", step)) {
      Score score = Score.of(trainer, set, cell.model(), cell.labelScale(), run::stopsMoving);
      Evaluation evaluation = Evaluation.of(name, score);
      part.tag("gpicl.accuracy", evaluation.accuracy());
      return evaluation;
    }
  }

  private void publish(Trainer trainer) {
    Map<EvaluationSet, Evaluation> unseen = new LinkedHashMap<>();
    for (EvaluationSet evaluation : run.sweep().evaluations(cell)) {
      try (ExampleSet set = run.sets().open(evaluation.set())) {
        unseen.put(evaluation, score(trainer, set, evaluation.name()));
      }
    }
    run.ledger()
        .finish(
            cell,
            new Checkpoint(trainer.state(), progress),
            List.of(progress.train(), progress.best()),
            unseen,
            seconds());
  }

  private void checkpoint(Trainer trainer) {
    long[] bytes = new long[1];
    boolean written = pace.store(step, () -> bytes[0] = stored(trainer));
    if (written) {
      run.board().checkpoint(hash, pace.nanosToExpect());
      run.meters().checkpointWritten(pace.nanosOfWriting(), bytes[0]);
    }
  }

  private long stored(Trainer trainer) {
    try (RunSpan part = span.part("checkpoint").tag("gpicl.step", step)) {
      long bytes =
          run.ledger().checkpoint(cell, new Checkpoint(trainer.state(), progress), seconds());
      part.tag("gpicl.bytes", bytes);
      return bytes;
    }
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - begunAt) / 1e9;
  }
}
