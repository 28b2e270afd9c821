package org.gpicl.job.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gpicl.home.Home;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.job.batch.RetriedRepository;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.run.Provenance;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.Build;
import org.gpicl.machine.Machine;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.RetriedTransactions;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Trains cells of whatever sweeps are handed out, until it is stopped or has done enough. */
public final class Worker {
  private final ClusterTables cluster;
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellLedger ledger;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final DataSourceProperties source;
  private final DatabaseSettings database;
  private final SweepMeters meters;
  private final Clock clock;
  private final Home home;
  private final ImageLibrary images;

  Worker(
      ClusterTables cluster,
      SweepTable sweeps,
      RunTable runs,
      CellLedger ledger,
      JobRepository repository,
      PlatformTransactionManager transactions,
      DataSourceProperties source,
      DatabaseSettings database,
      SweepMeters meters,
      Clock clock,
      Home home,
      ImageLibrary images) {
    this.cluster = cluster;
    this.sweeps = sweeps;
    this.runs = runs;
    this.ledger = ledger;
    this.repository = repository;
    this.transactions = transactions;
    this.source = source;
    this.database = database;
    this.meters = meters;
    this.clock = clock;
    this.home = home;
    this.images = images;
  }

  /**
   * Works until it is stopped or has done enough.
   *
   * @param stop ends it, with checkpoints
   * @param notices receives what the user should know at once
   * @return why it could not continue; empty if it was stopped or has done enough
   */
  public Optional<String> work(WorkerOptions options, StopSignal stop, Consumer<String> notices)
      throws InterruptedException {
    WorkerLimits limits = new WorkerLimits(options, clock, System::nanoTime);
    Duration patience = ConnectionRetry.worthwhile(source.determineUrl(), database.patience());
    ConnectionRetry patient = new ConnectionRetry(patience, stop::raised);
    PreparedSweeps prepared =
        new PreparedSweeps(sweeps, runs, ledger.records(), images, home, options, patient, notices);
    RetriedTransactions patiently = new RetriedTransactions(transactions, patient);
    try (QueueSignal signal = new QueueSignal(source)) {
      while (!stop.raised() && !limits.enough()) {
        WorkerSession session =
            new WorkerSession(cluster, sweeps, patiently, introduction(options));
        CellTrainer trainer =
            new CellTrainer(
                session,
                ledger.ownedBy(session.owner(), patiently),
                cluster.leases(),
                RetriedRepository.of(repository, patient),
                new ResumableFailure(home),
                meters,
                clock,
                options.places(),
                notices);
        new WorkerThreads(
                session,
                trainer,
                prepared,
                signal,
                limits,
                stop,
                new TransactionTemplate(transactions))
            .work(options.places());
        if (session.lost()) {
          notices.accept(
              "This worker was taken for dead, since nothing was heard of it; others have what it had in training. It continues as a new worker.");
        }
      }
    }
    return stop.reason();
  }

  private static WorkerTable.Introduction introduction(WorkerOptions options) {
    return new WorkerTable.Introduction(
        "%s/%s".formatted(Machine.process(), UUID.randomUUID()),
        Machine.host(),
        Build.read().version(),
        options
                .engine()
                .map(Engines::named)
                .map(Provenance::ofMachine)
                .orElseGet(Provenance::ofMachine)
            + slurmTask(),
        options.places());
  }

  /** By which Slurm's commands know this worker. */
  private static String slurmTask() {
    String array = System.getenv("SLURM_ARRAY_JOB_ID");
    return array == null
        ? ""
        : "; task %s_%s of Slurm".formatted(array, System.getenv("SLURM_ARRAY_TASK_ID"));
  }
}
