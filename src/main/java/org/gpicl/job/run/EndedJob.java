package org.gpicl.job.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** A job that has ended, as the result of its run. */
public final class EndedJob {
  private final RunContext run;
  private final Reporting reporting;
  private final JobExecution execution;

  public EndedJob(RunContext run, Reporting reporting, JobExecution execution) {
    this.run = run;
    this.reporting = reporting;
    this.execution = execution;
  }

  /** Judged by the execution, and by what is stored about the cells. */
  public RunResult result() {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      if (run.resumableFailure().in(failure).isEmpty()) {
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
      return new RunResult.Done(reporting.written(), reporting.messages());
    }
    List<Throwable> reasons =
        execution.getAllFailureExceptions().stream()
            .filter(e -> !(e instanceof CellFailedException))
            .filter(e -> !(e instanceof JobExecutionException))
            .toList();
    Optional<String> obstacle =
        run.stop()
            .reason()
            .or(
                () ->
                    reasons.stream()
                        .flatMap(e -> run.resumableFailure().in(e).stream())
                        .findFirst());
    if (execution.getStatus() == BatchStatus.STOPPED
        || run.stop().raised()
        || obstacle.isPresent()) {
      return new RunResult.Stopped(progress(rows), obstacle);
    }
    List<String> stopped = run.stoppedAlone().stream().map(Cell::key).toList();
    if (reasons.isEmpty() && !failures.isEmpty()) {
      List<String> messages = new ArrayList<>(reporting.messages());
      if (!stopped.isEmpty()) {
        messages.add("Stopped alone: " + String.join(", ", stopped));
      }
      return new RunResult.SomeFailed(failures, reporting.written(), messages);
    }
    if (reasons.isEmpty() && !stopped.isEmpty()) {
      return new RunResult.StoppedAlone(
          progress(rows), stopped, reporting.written(), reporting.messages());
    }
    return new RunResult.Broken(
        reasons.isEmpty() ? execution.getExitStatus().toString() : innermost(reasons.get(0)),
        failures);
  }

  private String progress(Map<String, CellTable.Row> rows) {
    long done = rows.values().stream().filter(row -> row.status() == CellStatus.DONE).count();
    return "%d of %d cells done".formatted(done, run.sweep().cells().size());
  }

  /** Batch wraps failures; the message that says what to do is the innermost. */
  private static String innermost(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      innermost = t.getMessage() == null || t.getMessage().isBlank() ? innermost : t;
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }
}
