package org.gpicl.job.step;

import java.util.concurrent.CancellationException;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/** The step that writes CSV files, figures and the manifest. */
public final class ReportSweep extends AbstractStep {
  private final RunContext run;
  private final Reporting reporting;

  public ReportSweep(JobRepository repository, RunContext run, Reporting reporting) {
    super(repository);
    this.run = run;
    this.reporting = reporting;
    setName("report");
    setAllowStartIfComplete(true);
  }

  @Override
  protected void doExecute(StepExecution execution) throws Exception {
    run.board().phase("drawing", 0);
    try {
      reporting.writeAll();
    } catch (CancellationException stopped) {
      throw new JobInterruptedException("stopped while drawing");
    }
  }
}
