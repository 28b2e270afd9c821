package org.gpicl.job;

import org.gpicl.engine.EngineException;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.store.CellStatus;
import org.gpicl.store.DatabaseDamage;
import org.gpicl.store.OtherImagesException;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ImageSetException;
import org.gpicl.tasks.ShardException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step that trains one cell: a partition of {@code train}. It runs outside of any transaction,
 * so that minutes of training hold no connection; {@link org.gpicl.store.CellLedger} stores in
 * short ones.
 */
final class TrainCell extends AbstractStep {
  private static final Logger LOG = LoggerFactory.getLogger(TrainCell.class);

  private final SweepRun run;

  TrainCell(JobRepository repository, SweepRun run) {
    super(repository);
    this.run = run;
    setName("train-cell");
  }

  @Override
  protected void doExecute(StepExecution execution) throws Exception {
    Cell cell = run.cell(Partitions.subject(execution));
    if (run.stop().raised()) {
      throw new JobInterruptedException("stopped before " + cell.key() + " began");
    }
    try {
      new CellTraining(run, cell).train();
    } catch (StepAbandonedException stopped) {
      run.ledger().stop(cell);
      run.board().end(cell, CellStatus.STOPPED);
      throw new JobInterruptedException("stopped while training " + cell.key());
    } catch (EngineException
        | ImageSetException
        | ShardException
        | OtherImagesException
        | LossNotFiniteException e) {
      fail(cell, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      fail(
          cell,
          "out of memory (%s); give it more with GPICL_JAVA_OPTS=-Xmx8g, or take fewer --workers"
              .formatted(e.getMessage()),
          e);
    } catch (RuntimeException | Error e) {
      if (DatabaseDamage.in(e).isPresent()) {
        // It is no fault of the cell's, and the others would only stumble over it too.
        run.stop().raise();
        throw e;
      }
      fail(cell, e.toString(), e);
    }
    run.board().end(cell, CellStatus.DONE);
    run.reporting().cellFinished();
  }

  private void fail(Cell cell, String reason, Throwable cause) throws CellFailedException {
    LOG.error("Cell {} failed: {}", cell.key(), reason, cause);
    run.ledger().fail(cell, reason);
    run.board().end(cell, CellStatus.FAILED);
    throw new CellFailedException(cell.key() + ": " + reason, cause);
  }
}
