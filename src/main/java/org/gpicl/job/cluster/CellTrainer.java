package org.gpicl.job.cluster;

import java.time.Clock;
import java.util.function.Consumer;
import org.gpicl.job.batch.UnrepeatedUpdates;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.step.TrainCell;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.metrics.trace.RunTrace;
import org.gpicl.store.CellStatus;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/** Trains the partitions that a worker takes. */
final class CellTrainer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CellTrainer.class);

  private final WorkerSession session;
  private final CellLedger ledger;
  private final LeaseTable leases;
  private final JobRepository repository;
  private final JobRepository partitions;
  private final ResumableFailure resumableFailure;
  private final SweepMeters meters;
  private final Clock clock;
  private final WorkerCores cores;
  private final Consumer<String> notices;

  /**
   * @param ledger that the session's owner writes
   */
  CellTrainer(
      WorkerSession session,
      CellLedger ledger,
      LeaseTable leases,
      JobRepository repository,
      ResumableFailure resumableFailure,
      SweepMeters meters,
      Clock clock,
      int cores,
      Consumer<String> notices) {
    this.session = session;
    this.ledger = ledger;
    this.leases = leases;
    this.repository = repository;
    this.partitions = UnrepeatedUpdates.of(repository);
    this.resumableFailure = resumableFailure;
    this.meters = meters;
    this.clock = clock;
    this.cores = new WorkerCores(cores);
    this.notices = notices;
  }

  ResumableFailure resumableFailure() {
    return resumableFailure;
  }

  /** Trains what was taken, to its end or to a stop. */
  void train(WorkerSession.Taken taken, StopSignal stop) throws Exception {
    try (MDC.MDCCloseable about = LogContext.sweep(taken.sweep().name())) {
      StepExecution partition = repository.getStepExecution(taken.id());
      if (partition != null
          && partition.getStatus() == BatchStatus.STARTING
          && partition.getJobExecution().getStatus() == BatchStatus.STARTED) {
        train(taken, partition, stop);
      }
    } finally {
      session.ended(taken);
    }
  }

  private void train(WorkerSession.Taken taken, StepExecution partition, StopSignal stop)
      throws Exception {
    PreparedSweep sweep = taken.sweep();
    Cell cell = taken.training().cell();
    RunBoard board = new RunBoard(clock, System::nanoTime, new CellCost(), 1);
    board.add(taken.training(), CellStatus.PENDING, 0);
    try (RunTrace trace = meters.traced("worker", sweep.name())) {
      RunContext run =
          new RunContext(
              sweep.sweep(),
              sweep.slots(),
              cores,
              sweep.sets(),
              sweep.batches(),
              ledger.withLargeCheckpoints(sweep.sweep().execution().checkpointStore()),
              leases,
              resumableFailure,
              stop,
              board,
              meters,
              trace,
              notices,
              sweep.provenance());
      session.began(taken, new InTraining(taken.training(), stop, board));
      notices.accept("%s of %s begins".formatted(cell.key(), sweep.name()));
      new TrainCell(partitions, run, taken.training(), () -> {}).execute(partition);
    } catch (OptimisticLockingFailureException closed) {
      // As for a worker that was cut off between its claim and its first word about it.
      LOG.info("Partition {} was closed before it began", taken.id(), closed);
      notices.accept(
          "%s of %s was closed by its manager before it began here"
              .formatted(cell.key(), sweep.name()));
      return;
    }
    notices.accept(
        "%s of %s: %s".formatted(cell.key(), sweep.name(), end(taken.training(), partition, stop)));
  }

  private static String end(Search.Training training, StepExecution partition, StopSignal stop) {
    if (partition.getStatus() == BatchStatus.COMPLETED) {
      return training.isWhole() ? "done" : "trained in part";
    }
    return stop.raised() ? "stopped" : "failed";
  }

  @Override
  public void close() {
    cores.close();
  }
}
