package org.gpicl.job;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.store.CellLedger;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.DamagedDatabaseException;
import org.gpicl.store.DatabaseDamage;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.ImageLibrary;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
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

  public SweepRunner(
      JobOperator operator,
      JobRepository repository,
      PlatformTransactionManager transactions,
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellLedger ledger,
      Home home,
      Clock clock) {
    this.operator = operator;
    this.repository = repository;
    this.transactions = transactions;
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.ledger = ledger;
    this.home = home;
    this.clock = clock;
  }

  /**
   * What a run is given beside its sweep.
   *
   * @param engine what trains
   * @param images where images come from
   * @param restartChanged whether cells may be replaced that a changed file defines differently
   * @param stop raised to stop the run
   * @param started told of the run as soon as it begins
   */
  public record Request(
      Engine engine,
      ImageLibrary images,
      boolean restartChanged,
      StopSignal stop,
      Consumer<ActiveRun> started) {}

  /**
   * Runs a sweep; returns when it is done, failed, stopped or refused.
   *
   * @throws org.gpicl.tasks.ImageSetException if images cannot be had; nothing was begun
   */
  public RunResult run(Sweep sweep, Request request) throws Exception {
    Optional<String> conflict = new ChangedCells(ledger).conflict(sweeps, sweep);
    if (conflict.isPresent() && !request.restartChanged()) {
      return new RunResult.Refused(conflict.get());
    }
    Optional<RunResult.Done> before = new FinishedSweep(sweeps, runs, ledger, home).result(sweep);
    if (before.isPresent()) {
      return before.get();
    }
    GeneratedSets sets = new GeneratedSets(sweep, request.images(), home.shards());
    sets.check(ledger.unfinished(sweep), ledger.unevaluated(sweep));
    String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    Optional<LeaseTable.Holder> other =
        new LeaseWatch(leases).take(sweep.name(), owner, request.stop());
    if (other.isPresent()) {
      return new RunResult.Refused(
          "sweep %s is run by process %s since %s"
              .formatted(sweep.name(), other.get().owner(), other.get().acquiredAt()));
    }
    try (Heartbeat heartbeat = new Heartbeat(leases, sweep.name(), owner, request.stop())) {
      return holdingTheLease(sweep, request, sets);
    }
  }

  private RunResult holdingTheLease(Sweep sweep, Request request, GeneratedSets sets)
      throws Exception {
    AbandonedRuns abandoned = new AbandonedRuns(repository);
    abandoned.close(sweep.name());
    runs.lost(sweep.name());
    ledger.stopAbandoned(sweep.cells());
    sweeps.put(sweep);

    Engine engine = request.engine();
    String provenance =
        "%s; %s; %s; JDK %s; numerics %d"
            .formatted(
                engine.description(),
                Machine.kernels(),
                Machine.processor(),
                Machine.jdk(),
                Cell.NUMERICS_VERSION);
    int workers = workers(sweep);
    CellCost cost = new CellCost();
    RunBoard board = new RunBoard(clock, cost, workers);
    Reporting reporting = Reporting.of(sweep, ledger, runs, home, request.images());
    WorkerCores cores = new WorkerCores(cores(sweep));
    SweepRun run =
        new SweepRun(
            sweep,
            engine,
            workers,
            cores,
            sets,
            ledger,
            request.stop(),
            board,
            cost,
            reporting,
            provenance,
            sweep.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity())));
    request.started().accept(new ActiveRun(board, reporting));
    long id = runs.begin(sweep.name(), engine.name(), workers, provenance);
    JobExecution execution;
    try (cores) {
      execution =
          operator.start(
              new SweepJob(run, repository, transactions),
              new SweepParameters(repository, abandoned).of(sweep));
    }
    RunResult result = result(sweep, execution, reporting, request.stop());
    runs.end(id, outcome(result));
    return result;
  }

  /** As many as there are cores, but never more than cells. */
  static int workers(Sweep sweep) {
    return Math.max(1, Math.min(cores(sweep), sweep.cells().size()));
  }

  static int cores(Sweep sweep) {
    int asked = sweep.execution().workers();
    return asked > 0 ? asked : Machine.cores();
  }

  private RunResult result(
      Sweep sweep, JobExecution execution, Reporting reporting, StopSignal stop) {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      DatabaseDamage.in(failure)
          .ifPresent(
              reason -> {
                throw new DamagedDatabaseException(reason, failure);
              });
    }
    Map<String, CellTable.Row> rows = ledger.rows(sweep.cells());
    long done = rows.values().stream().filter(r -> r.status() == CellStatus.DONE).count();
    List<String> failures =
        sweep.cells().stream()
            .filter(cell -> rows.containsKey(cell.hash()))
            .filter(cell -> rows.get(cell.hash()).status() == CellStatus.FAILED)
            .map(cell -> cell.key() + ": " + rows.get(cell.hash()).failure())
            .toList();
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return new RunResult.Done(reporting.written(), reporting.messages());
    }
    if (execution.getStatus() == BatchStatus.STOPPED || stop.raised()) {
      return new RunResult.Stopped((int) done, sweep.cells().size());
    }
    List<Throwable> reasons =
        execution.getAllFailureExceptions().stream()
            .filter(e -> !(e instanceof CellFailedException))
            .filter(e -> !(e instanceof JobExecutionException))
            .toList();
    if (reasons.isEmpty() && !failures.isEmpty()) {
      return new RunResult.SomeFailed(failures, reporting.written(), reporting.messages());
    }
    return new RunResult.Broken(
        reasons.isEmpty() ? execution.getExitStatus().toString() : innermost(reasons.get(0)),
        failures);
  }

  /** Batch wraps what happened; the message that tells a user what to do is the innermost. */
  private static String innermost(Throwable failure) {
    Throwable told = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      told = t.getMessage() == null || t.getMessage().isBlank() ? told : t;
    }
    return told.getMessage() == null ? told.toString() : told.getMessage();
  }

  private static RunTable.Outcome outcome(RunResult result) {
    if (result instanceof RunResult.Done) {
      return RunTable.Outcome.DONE;
    }
    return result instanceof RunResult.Stopped ? RunTable.Outcome.STOPPED : RunTable.Outcome.FAILED;
  }
}
