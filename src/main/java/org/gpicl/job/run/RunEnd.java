package org.gpicl.job.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.sweep.Sweep;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** How a run has ended. */
public final class RunEnd {
  private final RunContext run;

  public RunEnd(RunContext run) {
    this.run = run;
  }

  /** Of a job that has ended, by its own word and by what is stored of the cells. */
  public RunResult result(JobExecution execution) {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      if (run.hindrance().in(failure).isEmpty()) {
        DatabaseDamage.in(failure)
            .ifPresent(
                reason -> {
                  throw new DamagedDatabaseException(reason, failure);
                });
      }
    }
    Sweep sweep = run.sweep();
    Map<String, CellTable.Row> rows = run.ledger().records().rows(sweep.cells());
    List<String> failures =
        sweep.cells().stream()
            .filter(cell -> rows.containsKey(cell.hash()))
            .filter(cell -> rows.get(cell.hash()).status().failed())
            .map(cell -> cell.key() + ": " + rows.get(cell.hash()).failure())
            .toList();
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return new RunResult.Done(run.reporting().written(), run.reporting().messages());
    }
    List<Throwable> reasons =
        execution.getAllFailureExceptions().stream()
            .filter(e -> !(e instanceof CellFailedException))
            .filter(e -> !(e instanceof JobExecutionException))
            .toList();
    Optional<String> hindered =
        run.stop()
            .reason()
            .or(() -> reasons.stream().flatMap(e -> run.hindrance().in(e).stream()).findFirst());
    if (execution.getStatus() == BatchStatus.STOPPED
        || run.stop().raised()
        || hindered.isPresent()) {
      long done = rows.values().stream().filter(r -> r.status() == CellStatus.DONE).count();
      return new RunResult.Stopped(
          "%d of %d cells done".formatted(done, sweep.cells().size()), hindered);
    }
    if (reasons.isEmpty() && !failures.isEmpty()) {
      return new RunResult.SomeFailed(
          failures, run.reporting().written(), run.reporting().messages());
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

  /** As it is kept with the run. */
  public static RunTable.Outcome outcome(RunResult result) {
    if (result instanceof RunResult.Done) {
      return RunTable.Outcome.DONE;
    }
    return result instanceof RunResult.Stopped ? RunTable.Outcome.STOPPED : RunTable.Outcome.FAILED;
  }
}
