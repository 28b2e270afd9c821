package org.gpicl.job;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gpicl.job.batch.LongestFirst;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.batch.UnrepeatedUpdates;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.input.CommonBatches;
import org.gpicl.job.recovery.SweepParameters;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.run.RunContext;
import org.gpicl.job.sets.StoredSetPlan;
import org.gpicl.job.step.EvaluateCells;
import org.gpicl.job.step.GenerateSet;
import org.gpicl.job.step.PlanSweep;
import org.gpicl.job.step.ReportSweep;
import org.gpicl.job.step.TrainCell;
import org.gpicl.job.workers.Workers;
import org.gpicl.metrics.Phase;
import org.gpicl.metrics.trace.RunSpan;
import org.gpicl.store.cell.RemainingTrainings;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job of one sweep: plan, generate, train, evaluate, report.
 *
 * <p>Every step may start again, since our own tables and files decide what is left to do. A failed
 * cell fails its partition and so the job, but only after the rest was trained, evaluated and
 * reported.
 *
 * <p>Not a flow of JobBuilder: that decides by the exit statuses of steps, and a step that was
 * asked to stop may end as complete, so the stop has to be looked at between steps.
 */
final class SweepJob extends AbstractJob {
  private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);

  private final RunContext run;
  private final CellCost cost;
  private final Reporting reporting;
  private final List<Step> preparations;
  private final Step train;
  private final List<Step> conclusions;

  /**
   * @param trainings hands out what is to be trained
   */
  SweepJob(
      RunContext run,
      CellCost cost,
      Reporting reporting,
      JobRepository repository,
      PlatformTransactionManager transactions,
      Trainings trainings)
      throws Exception {
    super(SweepParameters.JOB);
    setJobRepository(repository);
    afterPropertiesSet();
    this.run = run;
    this.cost = cost;
    this.reporting = reporting;
    this.preparations =
        List.of(
            ready(new PlanSweep(repository, run, reporting)),
            generateStep(run, repository, transactions));
    this.train = trainStep(repository, trainings);
    this.conclusions =
        List.of(
            ready(new EvaluateCells(repository, run)),
            ready(new ReportSweep(repository, run, reporting)));
  }

  @Override
  protected void doExecute(JobExecution execution) throws JobExecutionException {
    for (Step step : preparations) {
      if (failed(carryOut(step, execution))) {
        fail(execution);
        return;
      }
      // A chunk-oriented step that was asked to stop ends as if it were complete.
      if (run.stop().raised()) {
        throw new JobInterruptedException("stopped after " + step.getName());
      }
    }
    run.board().phase("training", 0);
    boolean cellsFailed = failed(carryOut(train, execution));
    boolean conclusionFailed = false;
    for (Step step : conclusions) {
      conclusionFailed |= failed(carryOut(step, execution));
    }
    if (cellsFailed || conclusionFailed || someCellHasFailed() || !run.stoppedAlone().isEmpty()) {
      fail(execution);
    } else {
      execution.upgradeStatus(BatchStatus.COMPLETED);
      execution.setExitStatus(ExitStatus.COMPLETED);
    }
  }

  /** In this run or an earlier one: what would fail again was not tried again. */
  private boolean someCellHasFailed() {
    return run.ledger().records().rows(run.sweep().cells()).values().stream()
        .anyMatch(row -> row.status().failed());
  }

  /** The log shows how far a run got, even one that was killed. */
  private StepExecution carryOut(Step step, JobExecution execution) throws JobExecutionException {
    LOG.info("Step {} begins", step.getName());
    Phase phase = Phase.ofStep(step.getName());
    long begun = System.nanoTime();
    run.board().enter(phase);
    try (RunSpan span = run.trace().enter(phase.tag())) {
      StepExecution end = handleStep(step, execution);
      LOG.info("Step {} ends: {}", step.getName(), end.getStatus());
      if (failed(end)) {
        span.failed(end.getStatus().name());
      }
      return end;
    } finally {
      run.meters().phaseEnded(phase, System.nanoTime() - begun);
    }
  }

  private static boolean failed(StepExecution step) {
    return step.getStatus() != BatchStatus.COMPLETED;
  }

  private static void fail(JobExecution execution) {
    execution.upgradeStatus(BatchStatus.FAILED);
    execution.setExitStatus(ExitStatus.FAILED);
  }

  /** Makes what hands out partitions of trainings. */
  @FunctionalInterface
  interface Trainings {
    PartitionHandler handler(
        Partitions<Search.Training> partitions, ToDoubleFunction<Search.Training> expectedSeconds);
  }

  private PartitionStep trainStep(JobRepository repository, Trainings trainings) throws Exception {
    PartitionStep step = new PartitionStep(repository);
    step.setName("train");
    step.setAllowStartIfComplete(true);
    Partitions<Search.Training> partitions =
        new Partitions<>(
            repository,
            "train",
            () -> toTrain(run),
            TrainCell::partition,
            !(run.sweep().search() instanceof Search.Everything));
    step.setStepExecutionSplitter(partitions);
    step.setPartitionHandler(
        trainings.handler(partitions, training -> cost.seconds(training.cell(), training.steps())));
    return ready(step);
  }

  /** Trains in this process. */
  static Trainings here(
      RunContext run, CommonBatches common, JobRepository repository, Runnable cellFinished) {
    JobRepository partitions = UnrepeatedUpdates.of(repository);
    return (cells, expectedSeconds) ->
        new LongestFirst<>(
            cells,
            training -> new TrainCell(partitions, run, training, cellFinished),
            run.workers(),
            new LongestFirst.Sharing<>(training -> common.of(training.cell()), common.most()),
            expectedSeconds,
            run.stop());
  }

  /** What is left to train, as far as is known now; the board shows it, and what is to come. */
  private static List<Search.Training> toTrain(RunContext run) {
    RemainingTrainings.Next next = run.ledger().records().remaining().next(run.sweep());
    run.board().asked(next.now());
    run.board().expected(next.later());
    return next.now();
  }

  /** Sets are stored where they are read, which is not here if others train. */
  private static List<StoredSetPlan> toGenerate(RunContext run) {
    if (run.sweep().execution().runOn() != Place.HERE) {
      return List.of();
    }
    return run.sets()
        .toGenerate(
            run.ledger().records().remaining().toTrain(run.sweep()).stream()
                .map(Search.Training::cell)
                .toList());
  }

  private static PartitionStep generateStep(
      RunContext run, JobRepository repository, PlatformTransactionManager transactions)
      throws Exception {
    GenerateSet generate = new GenerateSet(run, UnrepeatedUpdates.of(repository), transactions);
    PartitionStep step = new PartitionStep(repository);
    step.setName("generate");
    step.setAllowStartIfComplete(true);
    Partitions<StoredSetPlan> sets =
        new Partitions<>(repository, "generate", () -> toGenerate(run), StoredSetPlan::name, false);
    step.setStepExecutionSplitter(sets);
    step.setPartitionHandler(
        new LongestFirst<>(
            sets,
            generate::step,
            Workers.cores(run.sweep()),
            LongestFirst.Sharing.none(),
            StoredSetPlan::expectedSeconds,
            run.stop()));
    return ready(step);
  }

  private static <S extends AbstractStep> S ready(S step) throws Exception {
    step.afterPropertiesSet();
    return step;
  }

  @Override
  public Step getStep(String stepName) {
    return steps().stream()
        .filter(step -> step.getName().equals(stepName))
        .findFirst()
        .orElse(null);
  }

  @Override
  public List<String> getStepNames() {
    return steps().stream().map(Step::getName).toList();
  }

  private List<Step> steps() {
    return Stream.of(preparations, List.of(train), conclusions).flatMap(List::stream).toList();
  }
}
