package org.gpicl.job.step;

import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.job.recovery.CellFailure;
import org.gpicl.job.recovery.LeaseWatch;
import org.gpicl.job.recovery.Retries;
import org.gpicl.job.run.CellFailedException;
import org.gpicl.job.run.RunContext;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.metrics.trace.RunSpan;
import org.gpicl.store.CellStatus;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step that trains one cell, or a part of its way: a partition of {@code train}. It runs
 * outside of any transaction, so that minutes of training hold no connection; {@link
 * org.gpicl.store.cell.CellLedger} stores in short ones.
 *
 * <p>A failure that may pass is tried again from the newest checkpoint; one that would last is
 * noted with its reason; one that hinders the whole run stops it.
 */
public final class TrainCell extends AbstractStep {
  private static final Logger LOG = LoggerFactory.getLogger(TrainCell.class);

  private final RunContext run;
  private final Search.Training training;
  private final Runnable finished;

  /**
   * @param finished called when the cell has results
   */
  public TrainCell(
      JobRepository repository, RunContext run, Search.Training training, Runnable finished) {
    super(repository);
    this.run = run.of(training.cell());
    this.training = training;
    this.finished = finished;
    setName("train-cell");
  }

  /** The name of a training's partition, a different one for each part of a cell's way. */
  public static String partition(Search.Training training) {
    String key = training.cell().key();
    return training.isWhole() ? key : key + "@" + training.steps();
  }

  /**
   * The training of a partition's name.
   *
   * @param cells by their keys
   * @return empty if none of the cells is meant
   */
  public static Optional<Search.Training> training(String partition, Map<String, Cell> cells) {
    Cell whole = cells.get(partition);
    if (whole != null) {
      return Optional.of(Search.Training.whole(whole));
    }
    int end = partition.lastIndexOf('@');
    return end < 0
        ? Optional.empty()
        : Optional.ofNullable(cells.get(partition.substring(0, end)))
            .map(cell -> new Search.Training(cell, Long.parseLong(partition.substring(end + 1))));
  }

  @Override
  protected void doExecute(StepExecution execution) throws Exception {
    Cell cell = training.cell();
    Thread worker = Thread.currentThread();
    String name = worker.getName();
    // A report of a crash in native code names the thread: that is how the cell is known.
    worker.setName(name + " " + cell.key());
    try (MDC.MDCCloseable about = LogContext.cell(cell.key());
        RunSpan span = run.traced(cell)) {
      train(cell, span);
    } catch (JobInterruptedException stopped) {
      if (!run.stop().raisedFor(cell.key())) {
        throw stopped;
      }
      // To Batch, a partition that was interrupted interrupts its job, and with it the others.
      execution.setExitStatus(ExitStatus.STOPPED);
      return;
    } finally {
      worker.setName(name);
    }
    run.board().end(cell, training.isWhole() ? CellStatus.DONE : CellStatus.STOPPED);
    if (training.isWhole()) {
      finished.run();
    }
  }

  private void train(Cell cell, RunSpan span) throws Exception {
    Retries retries = new Retries(run.stop());
    while (true) {
      if (run.stop().raised()) {
        throw new JobInterruptedException("stopped before " + cell.key() + " began");
      }
      try {
        new CellTraining(run, training, span).train();
        return;
      } catch (StepAbandonedException stopped) {
        run.ledger().stop(cell);
        throw stopped(cell);
      } catch (RuntimeException | Error thrown) {
        CellFailure failure = CellFailure.of(thrown, run.resumableFailure());
        LOG.error("Cell {}: {}", cell.key(), failure.reason(), thrown);
        if (DatabaseDamage.in(thrown).isPresent() && !(failure instanceof CellFailure.OfTheRun)) {
          // It is no fault of the cell's, and the others would only stumble over it too.
          span.failed(failure.reason());
          run.stop().raise();
          throw thrown;
        }
        if (failure instanceof CellFailure.OfTheRun) {
          span.failed(failure.reason());
          run.stop().raise(failure.reason());
          throw stopped(cell);
        }
        if (failure instanceof CellFailure.Lasting || !again(cell, thrown, failure, retries)) {
          span.failed(failure.reason());
          throw failed(cell, failure, thrown);
        }
      }
    }
  }

  /** Whether to try the cell again now. */
  private boolean again(Cell cell, Throwable thrown, CellFailure failure, Retries retries)
      throws JobInterruptedException {
    Optional<String> busyWith = CellFailure.busyWith(thrown);
    boolean next =
        busyWith.isPresent()
            ? new LeaseWatch(run.leases()).clear(busyWith.get(), run.stop())
            : retries.next();
    if (run.stop().raised()) {
      throw stopped(cell);
    }
    if (next) {
      busyWith.ifPresentOrElse(
          gone -> run.ledger().takeFrom(gone, cell), run.meters()::cellRetried);
      run.notices().accept("%s is tried again: %s".formatted(cell.key(), failure.reason()));
    }
    return next;
  }

  private JobInterruptedException stopped(Cell cell) {
    run.board().end(cell, CellStatus.STOPPED);
    return new JobInterruptedException("stopped while training " + cell.key());
  }

  private CellFailedException failed(Cell cell, CellFailure failure, Throwable cause) {
    run.ledger().fail(cell, failure.reason(), failure instanceof CellFailure.Lasting);
    run.board().end(cell, CellStatus.FAILED);
    return new CellFailedException(cell.key() + ": " + failure.reason(), cause);
  }
}
