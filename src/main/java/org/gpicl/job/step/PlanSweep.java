package org.gpicl.job.step;

import java.util.Map;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/** The step that settles which cells are left to do. */
public final class PlanSweep extends AbstractStep {
  private final RunContext run;
  private final Reporting reporting;

  public PlanSweep(JobRepository repository, RunContext run, Reporting reporting) {
    super(repository);
    this.run = run;
    this.reporting = reporting;
    setName("plan");
    setAllowStartIfComplete(true);
  }

  @Override
  protected void doExecute(StepExecution execution) {
    run.board().phase("planning", 0);
    reporting.begins();
    Map<String, CellTable.Row> rows = run.ledger().records().rows(run.sweep().cells());
    for (Search.Training training :
        run.ledger().records().remaining().choice(run.sweep()).trainings()) {
      Cell cell = training.cell();
      CellTable.Row row = rows.getOrDefault(cell.hash(), CellTable.Row.pending(cell.hash()));
      CellStatus status = row.trainable() ? CellStatus.PENDING : row.status();
      run.board().add(training, status, Math.min(row.step(), training.steps()));
    }
    run.board().expected(run.ledger().records().remaining().next(run.sweep()).later());
  }
}
