package org.gpicl.job;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.job.admission.ArchiveResults;
import org.gpicl.job.batch.RetriedRepository;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.cluster.Cluster;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.input.CommonBatches;
import org.gpicl.job.input.SharedBatches;
import org.gpicl.job.recovery.AbandonedExecutions;
import org.gpicl.job.recovery.CrashFiles;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.recovery.SweepParameters;
import org.gpicl.job.run.EndedJob;
import org.gpicl.job.run.Provenance;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.slurm.Slurm;
import org.gpicl.job.tracking.RunFollowers;
import org.gpicl.job.tracking.Tracking;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.job.workers.Workers;
import org.gpicl.machine.threads.AwakeTime;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.metrics.trace.RunTrace;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.RetriedTransactions;
import org.gpicl.sweep.Sweep;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One execution of a sweep's job: what its steps share, its row in the history, and its end. */
final class SweepExecution {
  private final JobOperator operator;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final SweepTable sweeps;
  private final RunTable runs;
  private final LeaseTable leases;
  private final CellLedger ledger;
  private final Home home;
  private final Clock clock;
  private final Duration patience;
  private final SweepMeters meters;
  private final ObjectProvider<Cluster> cluster;
  private final ObjectProvider<Slurm> slurm;
  private final Tracking tracking;

  /**
   * @param cluster what hands trainings out to workers, made when it is needed
   * @param slurm what has workers started, made when it is needed
   */
  SweepExecution(
      JobOperator operator,
      JobRepository repository,
      PlatformTransactionManager transactions,
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellLedger ledger,
      Home home,
      Clock clock,
      Duration patience,
      SweepMeters meters,
      ObjectProvider<Cluster> cluster,
      ObjectProvider<Slurm> slurm,
      Tracking tracking) {
    this.operator = operator;
    this.repository = repository;
    this.transactions = transactions;
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.ledger = ledger;
    this.home = home;
    this.clock = clock;
    this.patience = patience;
    this.meters = meters;
    this.cluster = cluster;
    this.slurm = slurm;
    this.tracking = tracking;
  }

  /**
   * Executes the job.
   *
   * @param owner as the sweep's lease has it
   */
  RunResult execute(
      RunningSweep running,
      RunRequest request,
      String owner,
      ResumableFailure resumableFailure,
      GeneratedSets sets)
      throws Exception {
    Sweep sweep = running.sweep();
    new ArchiveResults(sweeps, runs, ledger.records(), home)
        .before(sweep, request.images())
        .ifPresent(request.notices());
    sweeps.put(sweep);
    ConnectionRetry patient = new ConnectionRetry(patience, running.stop()::raised);
    TransactionTemplate patiently = new RetriedTransactions(transactions, patient);
    JobRepository batch = RetriedRepository.of(repository, patient);
    CellCost cost = new CellCost();
    CommonBatches common = new CommonBatches(request.engine(), sweep);
    EngineSlots slots =
        new EngineSlots(request.engine(), sweep, Workers.count(sweep), common.most());
    Reporting reporting = reporting(running, request, resumableFailure);
    try (AwakeTime awake = new AwakeTime();
        WorkerCores cores = new WorkerCores(Workers.cores(sweep));
        RunTrace trace = meters.traced("sweep", sweep.name())) {
      RunContext run =
          new RunContext(
              sweep,
              slots,
              cores,
              sets,
              new SharedBatches(common, sets::open),
              ledger
                  .ownedBy(owner, patiently)
                  .withLargeCheckpoints(sweep.execution().checkpointStore()),
              leases,
              resumableFailure,
              running.stop(),
              new RunBoard(clock, awake, cost, slots.size()),
              meters,
              trace,
              request.notices(),
              Provenance.of(request.engine(), sweep));
      return execute(
          running,
          request,
          run,
          reporting,
          owner,
          new SweepJob(
              run,
              cost,
              reporting,
              batch,
              transactions,
              trainings(run, request, common, reporting, batch, patiently)));
    }
  }

  private SweepJob.Trainings trainings(
      RunContext run,
      RunRequest request,
      CommonBatches common,
      Reporting reporting,
      JobRepository batch,
      TransactionTemplate patiently) {
    SweepJob.Trainings toWorkers =
        (cells, expectedSeconds) ->
            cluster
                .getObject()
                .handler(run, cells, expectedSeconds, batch, patiently, reporting::cellFinished);
    return switch (run.sweep().execution().runOn()) {
      case HERE -> SweepJob.here(run, common, batch, reporting::cellFinished);
      case WORKERS -> toWorkers;
      case SLURM ->
          (cells, expectedSeconds) ->
              slurm
                  .getObject()
                  .handler(run, request.images(), cells, toWorkers.handler(cells, expectedSeconds));
    };
  }

  private RunResult execute(
      RunningSweep running,
      RunRequest request,
      RunContext run,
      Reporting reporting,
      String owner,
      SweepJob job)
      throws Exception {
    Sweep sweep = running.sweep();
    request.started().run();
    running.begins(run.board(), reporting);
    long id =
        runs.begin(
            new RunTable.Beginning(
                sweep.name(),
                request.engine().name(),
                run.workers(),
                run.provenance(),
                owner,
                CrashFiles.ofThisProcess(home).stream()
                    .map(Path::toString)
                    .collect(Collectors.joining("\n"))));
    try (MDC.MDCCloseable about = LogContext.run(id);
        RunFollowers trackers = tracking.follow(sweep, request.notices())) {
      JobExecution execution =
          operator.start(
              job,
              new SweepParameters(repository, new AbandonedExecutions(repository)::close)
                  .of(sweep));
      RunResult result = new EndedJob(run, reporting, execution).result();
      run.trace().ends(result.ending().tag());
      runs.end(id, result.outcome());
      trackers.ends(result);
      return result;
    }
  }

  private Reporting reporting(
      RunningSweep running, RunRequest request, ResumableFailure resumableFailure) {
    return new Reporting(
        running.sweep(),
        ledger.records(),
        runs,
        home,
        request.images(),
        running.stop(),
        resumableFailure,
        Optional.of(request.engine().devices()));
  }
}
