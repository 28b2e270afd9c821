package org.gpicl.job;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gpicl.home.Home;
import org.gpicl.job.admission.CellsKnownByPath;
import org.gpicl.job.admission.FolderContents;
import org.gpicl.job.cluster.Cluster;
import org.gpicl.job.recovery.AbandonedCells;
import org.gpicl.job.recovery.AbandonedExecutions;
import org.gpicl.job.recovery.FailedCells;
import org.gpicl.job.recovery.Heartbeat;
import org.gpicl.job.recovery.LeaseWatch;
import org.gpicl.job.recovery.LostRuns;
import org.gpicl.job.recovery.NativeCrashes;
import org.gpicl.job.recovery.RecoveryDuty;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.slurm.Slurm;
import org.gpicl.job.tracking.Tracking;
import org.gpicl.machine.Machine;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.RunEnding;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.source.ImageSetException;
import org.slf4j.MDC;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs a sweep from its current state to completion: takes its lease, checks whether it may run,
 * clears up after dead processes, and runs the job.
 */
public final class SweepRunner {
  private final JobRepository repository;
  private final SweepTable sweeps;
  private final RunTable runs;
  private final LeaseTable leases;
  private final CellLedger ledger;
  private final CellRecovery recovery;
  private final Home home;
  private final SweepMeters meters;
  private final Admission admission;
  private final SweepExecution execution;

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
      ObjectProvider<Slurm> slurm,
      Tracking tracking) {
    this.repository = repository;
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.ledger = ledger;
    this.recovery = recovery;
    this.home = home;
    this.meters = meters;
    this.admission = new Admission(sweeps, runs, ledger.records(), home, sharedDatabase, slurm);
    this.execution =
        new SweepExecution(
            operator,
            repository,
            transactions,
            sweeps,
            runs,
            leases,
            ledger,
            home,
            clock,
            patience,
            meters,
            cluster,
            slurm,
            tracking);
  }

  /**
   * Runs a sweep; returns when it is done, failed, stopped or refused.
   *
   * @throws org.gpicl.tasks.source.ImageSetException if images cannot be had; nothing was begun
   */
  public RunResult run(RunningSweep running, RunRequest request) throws Exception {
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

  private RunResult withTheLease(RunningSweep running, RunRequest request) throws Exception {
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
      RunningSweep running, RunRequest request, String owner, ResumableFailure resumableFailure)
      throws Exception {
    FolderContents folders = FolderContents.read(running.sweep(), request.images());
    Sweep sweep =
        folders.identified(() -> sweeps.find(running.sweep().name()).map(SweepTable.Row::sweep));
    running.identified(sweep);
    GeneratedSets sets = new GeneratedSets(sweep, request.images(), home.shards());
    new CellsKnownByPath(sweeps, ledger, sets).takeOver(folders);
    Optional<RunResult> reason = admission.reasonNotToRun(sweep, request, sets, folders);
    if (reason.isPresent()) {
      return reason.get();
    }
    for (RecoveryDuty duty : duties(request)) {
      duty.clearUp(sweep);
    }
    return execution.execute(running, request, owner, resumableFailure, sets);
  }

  /** In this order: crashes are counted for cells and runs that are still marked as running. */
  private List<RecoveryDuty> duties(RunRequest request) {
    return List.of(
        new AbandonedExecutions(repository),
        new NativeCrashes(runs, ledger.records(), recovery, request.notices()),
        new LostRuns(runs),
        new AbandonedCells(recovery, leases),
        new FailedCells(recovery, request.retryFailed()));
  }
}
