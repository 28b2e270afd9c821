package org.gpicl.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.home.Home;
import org.gpicl.job.admission.ArchiveResults;
import org.gpicl.job.admission.ChangedCells;
import org.gpicl.job.admission.FinishedSweep;
import org.gpicl.job.batch.RetriedRepository;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.recovery.AbandonedRuns;
import org.gpicl.job.recovery.CrashFiles;
import org.gpicl.job.recovery.Heartbeat;
import org.gpicl.job.recovery.LeaseWatch;
import org.gpicl.job.recovery.NativeCrashes;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.recovery.SweepParameters;
import org.gpicl.job.run.ActiveRun;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.run.RunEnd;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.job.workers.Workers;
import org.gpicl.machine.Machine;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.RunEnding;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.RetriedTransactions;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs a sweep from wherever it stands to its end. */
public final class SweepRunner {
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

  public SweepRunner(
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
      SweepMeters meters) {
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
  }

  /**
   * What a run is given beside its sweep.
   *
   * @param engine what trains
   * @param images where images come from
   * @param restartChanged whether cells may be replaced that a changed file defines differently
   * @param takeUpFailed whether cells are tried again that would fail again by themselves, or that
   *     the JVM crashed in
   * @param stop raised to stop the run
   * @param started told of the run as soon as it begins
   * @param notices told what the user should know at once
   */
  public record Request(
      Engine engine,
      ImageLibrary images,
      boolean restartChanged,
      boolean takeUpFailed,
      StopSignal stop,
      Consumer<ActiveRun> started,
      Consumer<String> notices) {

    /** Why the engine cannot train what is left, if it cannot. */
    private Optional<String> unfit(List<Cell> unfinished) {
      try {
        engine.devices();
        engine.description(); // loads what it needs
      } catch (EngineException e) {
        return Optional.of(e.getMessage());
      }
      return unfinished.stream()
          .map(cell -> cell.spec().precision())
          .filter(precision -> !engine.supports(precision))
          .findFirst()
          .map(
              precision ->
                  "engine %s computes in 32 bits; precision: %s needs --engine libtorch"
                      .formatted(engine.name(), precision.key()));
    }
  }

  /**
   * Runs a sweep; returns when it is done, failed, stopped or refused.
   *
   * @throws org.gpicl.tasks.images.ImageSetException if images cannot be had; nothing was begun
   */
  public RunResult run(Sweep sweep, Request request) throws Exception {
    RunEnding ending = RunEnding.BROKEN;
    try (MDC.MDCCloseable about = LogContext.sweep(sweep.name())) {
      RunResult result = untilItsEnd(sweep, request);
      ending = result.ending();
      return result;
    } finally {
      meters.runEnded(ending);
    }
  }

  private RunResult untilItsEnd(Sweep sweep, Request request) throws Exception {
    String owner = "%s/%s".formatted(Machine.process(), UUID.randomUUID());
    Optional<LeaseTable.Holder> other =
        new LeaseWatch(leases).take(sweep.name(), owner, request.stop());
    if (other.isPresent() && !request.stop().raised()) {
      return new RunResult.Refused(
          "sweep %s is run by process %s since %s"
              .formatted(sweep.name(), other.get().process(), other.get().acquiredAt()));
    }
    if (other.isPresent()) {
      return new RunResult.Stopped("not begun", Optional.empty());
    }
    ResumableFailure hindrance = new ResumableFailure(home);
    try (Heartbeat heartbeat = new Heartbeat(leases, sweep.name(), owner, request.stop())) {
      return holdingTheLease(sweep, request, owner, hindrance);
    } catch (RuntimeException | IOException e) {
      String reason = hindrance.in(e).orElseThrow(() -> e);
      return new RunResult.Stopped("what was stored is kept", Optional.of(reason));
    }
  }

  private RunResult holdingTheLease(
      Sweep sweep, Request request, String owner, ResumableFailure hindrance) throws Exception {
    Optional<String> conflict = new ChangedCells(ledger.records(), home).conflict(sweeps, sweep);
    if (conflict.isPresent() && !request.restartChanged()) {
      return new RunResult.Refused(conflict.get());
    }
    Optional<RunResult.Done> before =
        new FinishedSweep(sweeps, runs, ledger.records(), home).result(sweep);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<String> unfit = request.unfit(ledger.records().unfinished(sweep));
    if (unfit.isPresent()) {
      return new RunResult.Refused(unfit.get());
    }
    GeneratedSets sets = new GeneratedSets(sweep, request.images(), home.shards());
    sets.check(ledger.records().unfinished(sweep), ledger.records().unevaluated(sweep));
    AbandonedRuns abandoned = new AbandonedRuns(repository);
    abandoned.close(sweep.name());
    new NativeCrashes(runs, ledger, request.notices()).count(sweep);
    runs.lost(sweep.name());
    ledger.recovery().stopAbandoned(sweep.cells(), other -> leases.heldBy(other).isPresent());
    if (request.takeUpFailed()) {
      ledger.recovery().takeUpFailed(sweep.cells());
    }
    if (conflict.isPresent()) {
      new ArchiveResults(sweeps, runs, ledger.records(), home)
          .before(sweep, request.images())
          .ifPresent(request.notices());
    }
    sweeps.put(sweep);

    ConnectionRetry patient = new ConnectionRetry(patience, request.stop()::raised);
    JobRepository batch = RetriedRepository.of(repository, patient);
    RunContext run = sweepRun(sweep, request, owner, hindrance, sets, patient);
    request.started().accept(new ActiveRun(run.board(), run.reporting()));
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
    try (WorkerCores cores = run.cores();
        MDC.MDCCloseable about = LogContext.run(id)) {
      execution =
          operator.start(
              new SweepJob(run, batch, transactions),
              new SweepParameters(repository, abandoned::close).of(sweep));
    }
    RunResult result = new RunEnd(run).result(execution);
    runs.end(id, RunEnd.outcome(result));
    return result;
  }

  private RunContext sweepRun(
      Sweep sweep,
      Request request,
      String owner,
      ResumableFailure hindrance,
      GeneratedSets sets,
      ConnectionRetry patient) {
    CellCost cost = new CellCost();
    Engine engine = request.engine();
    EngineSlots slots = new EngineSlots(engine, sweep, Workers.count(sweep));
    return new RunContext(
        sweep,
        slots,
        new WorkerCores(Workers.cores(sweep)),
        sets,
        ledger.ownedBy(owner, new RetriedTransactions(transactions, patient)),
        leases,
        hindrance,
        request.stop(),
        new RunBoard(clock, cost, slots.size()),
        meters,
        cost,
        Reporting.of(
            sweep, ledger.records(), runs, home, request.images(), request.stop(), hindrance),
        request.notices(),
        "%s; %s; %s; JDK %s; numerics %d"
            .formatted(
                engine.description(),
                Machine.kernels(),
                Machine.processor(),
                Machine.jdk(),
                sweep.numerics()),
        sweep.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity())));
  }
}
