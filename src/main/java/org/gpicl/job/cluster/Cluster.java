package org.gpicl.job.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Place;
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
            noWorker(run.sweep().execution().runOn())),
        transaction,
        () -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()));
  }

  private static String noWorker(Place place) {
    return place == Place.SLURM
        ? "No worker is there yet; Slurm starts them as soon as it has room."
        : "No worker is there: start `gpicl worker` with the same database on the machines that are to train.";
  }
}
