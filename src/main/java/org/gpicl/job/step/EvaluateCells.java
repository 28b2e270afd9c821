package org.gpicl.job.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.Score;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.metrics.trace.RunSpan;
import org.gpicl.store.checkpoint.CheckpointException;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.tasks.ExampleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step that evaluates finished cells on what was added since they were trained. Cells evaluate
 * themselves when they finish, so that it usually finds nothing to do.
 */
public final class EvaluateCells extends AbstractStep {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateCells.class);

  private final RunContext run;

  public EvaluateCells(JobRepository repository, RunContext run) {
    super(repository);
    this.run = run;
    setName("evaluate");
    setAllowStartIfComplete(true);
  }

  @Override
  protected void doExecute(StepExecution execution) throws Exception {
    Map<Cell, List<EvaluationSet>> missing = run.ledger().records().unevaluated(run.sweep());
    int done = 0;
    List<String> lost = new ArrayList<>();
    for (Map.Entry<Cell, List<EvaluationSet>> entry : missing.entrySet()) {
      run.board().phase("evaluating", (double) done++ / missing.size());
      Cell cell = entry.getKey();
      try (MDC.MDCCloseable about = LogContext.cell(cell.key())) {
        Optional<TrainingState> parameters = parameters(cell);
        if (parameters.isPresent()) {
          evaluate(cell, parameters.get(), entry.getValue());
        } else {
          lost.add(cell.key());
        }
      }
    }
    if (!lost.isEmpty()) {
      throw new LostParametersException(run.sweep().name(), lost);
    }
  }

  /** Empty if they are damaged, or if the cell was rebuilt from files that do not have them. */
  private Optional<TrainingState> parameters(Cell cell) {
    try {
      return run.ledger().records().finalParameters(cell);
    } catch (CheckpointException e) {
      LOG.error("Cell {} cannot be evaluated: {}", cell.key(), e.getMessage());
      return Optional.empty();
    }
  }

  private void evaluate(Cell cell, TrainingState parameters, List<EvaluationSet> missing)
      throws JobInterruptedException {
    try (RunSpan span = run.traced(cell);
        WorkerCores.Occupied core = run.cores().occupy();
        EngineSlots.Slot slot = run.slots().take();
        Trainer trainer =
            slot.engine()
                .open(
                    cell.model(),
                    cell.spec().withoutMoments(),
                    parameters,
                    run.stop()::raised,
                    run.cores())) {
      for (EvaluationSet evaluation : missing) {
        try (ExampleSet set = run.sets().open(evaluation.set());
            RunSpan part = span.part("evaluation").tag("gpicl.set", evaluation.name())) {
          Score score = Score.of(trainer, set, cell.model(), cell.labelScale(), run::stopsMoving);
          Evaluation made = Evaluation.of(evaluation.name(), score);
          part.tag("gpicl.accuracy", made.accuracy());
          run.ledger().evaluated(cell, evaluation, made);
        }
      }
    } catch (StepAbandonedException stopped) {
      throw new JobInterruptedException("stopped while evaluating " + cell.key());
    }
  }
}
