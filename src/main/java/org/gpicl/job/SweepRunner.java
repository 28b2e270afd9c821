package org.gpicl.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.admission.ArchiveResults;
import org.gpicl.job.admission.CellsKnownByPath;
import org.gpicl.job.admission.FolderContents;
import org.gpicl.job.batch.RetriedRepository;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.cluster.Cluster;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.recovery.AbandonedCells;
import org.gpicl.job.recovery.AbandonedExecutions;
import org.gpicl.job.recovery.CrashFiles;
import org.gpicl.job.recovery.FailedCells;
import org.gpicl.job.recovery.Heartbeat;
import org.gpicl.job.recovery.LeaseWatch;
import org.gpicl.job.recovery.LostRuns;
import org.gpicl.job.recovery.NativeCrashes;
import org.gpicl.job.recovery.RecoveryDuty;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.recovery.SweepParameters;
import org.gpicl.job.run.EndedJob;
import org.gpicl.job.run.Provenance;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.slurm.Slurm;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.job.workers.Workers;
import org.gpicl.machine.Machine;
import org.gpicl.machine.threads.AwakeTime;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.RunEnding;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.RetriedTransactions;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSetException;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a sweep from its current state to completion: takes its lease, checks whether it may run,
 * clears up after dead processes, and runs the job.
 */
public final class SweepRunner {
  private final JobOperator operator;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final SweepTable sweeps;
  private final RunTable runs;
  private final LeaseTable leases;
  private final CellLedger ledger;
  private final CellRecovery recovery;
  private final Home home;
  private final Clock clock;
  private final Duration patience;
  private final SweepMeters meters;
  private final boolean sharedDatabase;
  private final ObjectProvider<Cluster> cluster;
  private final ObjectProvider<Slurm> slurm;

  /**
   * @param sharedDatabase whether other machines reach the database
   * @param cluster what hands trainings out to workers, made when it is needed
   * @param slurm what has workers started, made when it is needed
   */
  public SweepRunner(
      JobOperator operator,
      JobRepository repository,
      PlatformTransactionManager transactions,
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellLedger ledger,
      CellRecovery recovery,
      Home home,
      Clock clock,
      Duration patience,
      SweepMeters meters,
      boolean sharedDatabase,
      ObjectProvider<Cluster> cluster,
      ObjectProvider<Slurm> slurm) {
    this.operator = operator;
    this.repository = repository;
    this.transactions = transactions;
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.ledger = ledger;
    this.recovery = recovery;
    this.home = home;
    this.clock = clock;
    this.patience = patience;
    this.meters = meters;
    this.sharedDatabase = sharedDatabase;
    this.cluster = cluster;
    this.slurm = slurm;
  }

  /**
   * What a run is given beside its sweep.
   *
   * @param engine what trains
   * @param images where images come from
   * @param restartChanged whether cells may be replaced that a changed file defines differently
   * @param retryFailed whether failed and quarantined cells are tried again
   * @param started called as soon as the run's job begins
   * @param notices receives what the user should know at once
   */
  public record Request(
      Engine engine,
      ImageLibrary images,
      boolean restartChanged,
      boolean retryFailed,
      Runnable started,
      Consumer<String> notices) {}

  /**
   * Runs a sweep; returns when it is done, failed, stopped or refused.
   *
   * @throws org.gpicl.tasks.images.ImageSetException if images cannot be had; nothing was begun
   */
  public RunResult run(RunningSweep running, Request request) throws Exception {
    RunEnding ending = RunEnding.BROKEN;
    try (MDC.MDCCloseable about = LogContext.sweep(running.sweep().name())) {
      RunResult result = withTheLease(running, request);
      ending = result.ending();
      return result;
    } catch (ImageSetException e) {
      ending = RunEnding.REFUSED;
      throw e;
    } finally {
      meters.runEnded(ending);
    }
  }

  private RunResult withTheLease(RunningSweep running, Request request) throws Exception {
    Sweep sweep = running.sweep();
    StopSignal stop = running.stop();
    String owner = "%s/%s".formatted(Machine.process(), UUID.randomUUID());
    Optional<LeaseTable.Holder> other =
        new LeaseWatch(leases, request.notices()).take(sweep.name(), owner, stop);
    if (other.isPresent() && !stop.raised()) {
      return new RunResult.Refused(
          "sweep %s is run by process %s since %s"
              .formatted(sweep.name(), other.get().process(), other.get().acquiredAt()));
    }
    if (other.isPresent()) {
      return new RunResult.Stopped("not begun", Optional.empty());
    }
    ResumableFailure resumableFailure = new ResumableFailure(home);
    try (Heartbeat heartbeat = new Heartbeat(leases, sweep.name(), owner, stop)) {
      return holdingTheLease(running, request, owner, resumableFailure);
    } catch (RuntimeException | IOException e) {
      String reason = resumableFailure.in(e).orElseThrow(() -> e);
      return new RunResult.Stopped("what was stored is kept", Optional.of(reason));
    }
  }

  private RunResult holdingTheLease(
      RunningSweep running, Request request, String owner, ResumableFailure resumableFailure)
      throws Exception {
    FolderContents folders = FolderContents.read(running.sweep(), request.images());
    Sweep sweep =
        folders.identified(() -> sweeps.find(running.sweep().name()).map(SweepTable.Row::sweep));
    running.identified(sweep);
    GeneratedSets sets = new GeneratedSets(sweep, request.images(), home.shards());
    new CellsKnownByPath(sweeps, ledger, sets).takeOver(folders);
    Optional<RunResult> reason =
        new Admission(
                sweeps,
                runs,
                ledger.records(),
                home,
                sharedDatabase,
                request.engine(),
                request.restartChanged(),
                ofItsPlace(sweep, request),
                request.notices())
            .reasonNotToRun(sweep, sets, folders);
    if (reason.isPresent()) {
      return reason.get();
    }
    for (RecoveryDuty duty : duties(request)) {
      duty.clearUp(sweep);
    }
    return execute(running, request, owner, resumableFailure, sets);
  }

  private List<AdmissionCheck> ofItsPlace(Sweep sweep, Request request) {
    return sweep.execution().runOn() == Place.SLURM
        ? List.of(slurm.getObject().check(sweep, request.images()))
        : List.of();
  }

  /** In this order: crashes are counted for cells and runs that are still marked as running. */
  private List<RecoveryDuty> duties(Request request) {
    return List.of(
        new AbandonedExecutions(repository),
        new NativeCrashes(runs, ledger.records(), recovery, request.notices()),
        new LostRuns(runs),
        new AbandonedCells(recovery, leases),
        new FailedCells(recovery, request.retryFailed()));
  }

  private RunResult execute(
      RunningSweep running,
      Request request,
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
    EngineSlots slots = new EngineSlots(request.engine(), sweep, Workers.count(sweep));
    Reporting reporting = reporting(running, request, resumableFailure);
    try (AwakeTime awake = new AwakeTime();
        WorkerCores cores = new WorkerCores(Workers.cores(sweep))) {
      RunContext run =
          new RunContext(
              sweep,
              slots,
              cores,
              sets,
              ledger.ownedBy(owner, patiently),
              leases,
              resumableFailure,
              running.stop(),
              new RunBoard(clock, awake, cost, slots.size()),
              meters,
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
              trainings(run, request, reporting, batch, patiently)));
    }
  }

  private SweepJob.Trainings trainings(
      RunContext run,
      Request request,
      Reporting reporting,
      JobRepository batch,
      TransactionTemplate patiently) {
    SweepJob.Trainings toWorkers =
        (cells, expectedSeconds) ->
            cluster
                .getObject()
                .handler(run, cells, expectedSeconds, batch, patiently, reporting::cellFinished);
    return switch (run.sweep().execution().runOn()) {
      case HERE -> SweepJob.here(run, batch, reporting::cellFinished);
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
      Request request,
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
    JobExecution execution;
    try (MDC.MDCCloseable about = LogContext.run(id)) {
      execution =
          operator.start(
              job,
              new SweepParameters(repository, new AbandonedExecutions(repository)::close)
                  .of(sweep));
    }
    RunResult result = new EndedJob(run, reporting, execution).result();
    runs.end(id, result.outcome());
    return result;
  }

  private Reporting reporting(
      RunningSweep running, Request request, ResumableFailure resumableFailure) {
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
