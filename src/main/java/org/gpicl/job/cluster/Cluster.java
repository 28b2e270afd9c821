package org.gpicl.job.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Search;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a run hand its trainings out to workers instead of training itself. */
public final class Cluster {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final ClusterTables tables;
  private final CellRecovery recovery;

  Cluster(ClusterTables tables, CellRecovery recovery) {
    this.tables = tables;
    this.recovery = recovery;
  }

  /**
   * The handler of a training step.
   *
   * @param transaction may retry
   * @param finished called when a cell has results
   */
  public PartitionHandler handler(
      RunContext run,
      Partitions<Search.Training> partitions,
      ToDoubleFunction<Search.Training> expectedSeconds,
      JobRepository repository,
      TransactionTemplate transaction,
      Runnable finished) {
    LostWorkers lost = new LostWorkers(tables.leases(), LeaseTable.EXPIRY.dividedBy(BETWEEN_LOOKS));
    return new Dispatch(
        run,
        tables,
        partitions,
        new LeftToTrain(run, tables, recovery, transaction, expectedSeconds, finished),
        new HandOver(
            tables,
            lost,
            recovery,
            repository,
            transaction,
            run.notices(),
            "No worker is there: %s.".formatted(WorkerLines.whoStartsThem(run.sweep()))),
        transaction,
        () -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()));
  }
}
