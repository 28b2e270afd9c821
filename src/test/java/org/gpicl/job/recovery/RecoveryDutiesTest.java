package org.gpicl.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a run clears up after processes that died, without any process. */
class RecoveryDutiesTest {
  private static final Sweep SWEEP = SweepFile.parse(StoreTest.SWEEP, "test", List.of());
  private static final Cell FIRST = SWEEP.cells().get(0);
  private static final Cell SECOND = SWEEP.cells().get(1);
  private static final String DEAD = "4711@host/dead";

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final CellLedger dead = database.ledgerOf(DEAD);
  private final List<String> notices = new ArrayList<>();

  private CellTable.Row row(Cell cell) {
    return database.ledger.records().rows(SWEEP.cells()).get(cell.hash());
  }

  private long runOfTheDeadProcess(String crashFiles) {
    database.sweeps.put(SWEEP);
    return database.runs.begin(
        new RunTable.Beginning(SWEEP.name(), "vector", 2, "test", DEAD, crashFiles));
  }

  private Path crashReport(String thread) throws Exception {
    return Files.writeString(
        directory.resolve("hs_err_pid4711.log"),
        """
        #
        #  SIGSEGV (0xb) at pc=0x00007f, pid=4711, tid=4712
        #
        # Problematic frame:
        # C  [libbad.so+0x10]
        #
        Current thread (0x00007f):  JavaThread "%s" [_thread_in_native]
        """
            .formatted(thread));
  }

  private void countCrashes() {
    new NativeCrashes(database.runs, database.ledger.records(), database.recovery, notices::add)
        .clearUp(SWEEP);
  }

  @Test
  void aRunThatDidNotRecordItsEndIsLost() {
    runOfTheDeadProcess("");
    new LostRuns(database.runs).clearUp(SWEEP);
    assertThat(database.runs.of(SWEEP.name()))
        .extracting(RunTable.Row::outcome)
        .containsExactly(RunTable.Outcome.LOST);
  }

  @Test
  void aRunThatEndedKeepsItsOutcome() {
    database.runs.end(runOfTheDeadProcess(""), RunTable.Outcome.STOPPED);
    new LostRuns(database.runs).clearUp(SWEEP);
    assertThat(database.runs.of(SWEEP.name()))
        .extracting(RunTable.Row::outcome)
        .containsExactly(RunTable.Outcome.STOPPED);
  }

  @Test
  void aCellOfADeadProcessIsStopped() {
    dead.begin(FIRST, "images", "engine");
    new AbandonedCells(database.recovery, database.leases).clearUp(SWEEP);
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.STOPPED);
  }

  @Test
  void aCellThatALiveProcessTrainsForAnotherSweepKeepsRunning() {
    database.leases.acquire("another", "5@host/live");
    database.ledgerOf("5@host/live").begin(FIRST, "images", "engine");
    new AbandonedCells(database.recovery, database.leases).clearUp(SWEEP);
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.RUNNING);
  }

  @Test
  void aFailedCellIsTrainedAgainOnlyIfTheUserAskedForIt() {
    dead.begin(FIRST, "images", "engine");
    dead.fail(FIRST, "the loss became NaN", true);
    new FailedCells(database.recovery, false).clearUp(SWEEP);
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.FAILED);
    new FailedCells(database.recovery, true).clearUp(SWEEP);
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.STOPPED);
  }

  @Test
  void aCrashIsCountedForTheCellWhoseThreadItCameIn() throws Exception {
    dead.begin(FIRST, "images", "engine");
    dead.begin(SECOND, "images", "engine");
    runOfTheDeadProcess(crashReport("worker-1 " + SECOND.key()).toString());
    countCrashes();
    assertThat(notices)
        .singleElement()
        .asString()
        .contains(SECOND.key(), "SIGSEGV", "1 of 3 times")
        .doesNotContain(FIRST.key());
  }

  @Test
  void aCrashInAnotherThreadIsCountedForEveryCellInTraining() throws Exception {
    dead.begin(FIRST, "images", "engine");
    dead.begin(SECOND, "images", "engine");
    runOfTheDeadProcess(crashReport("GC Thread#0").toString());
    countCrashes();
    assertThat(notices).hasSize(2);
  }

  @Test
  void aCellInWhichTheJvmCrashedThreeTimesIsQuarantined() throws Exception {
    for (int crash = 1; crash <= NativeCrashes.MOST; crash++) {
      dead.begin(FIRST, "images", "engine");
      runOfTheDeadProcess(crashReport("worker-1 " + FIRST.key()).toString());
      countCrashes();
      new LostRuns(database.runs).clearUp(SWEEP);
    }
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.QUARANTINED);
    assertThat(notices).hasSize(NativeCrashes.MOST);
  }

  @Test
  void aCellOfALostWorkerMayBeBegunAgainUntilItHasCostThree() {
    for (int partition = 1; partition <= 3; partition++) {
      String worker = "%d@n1/worker".formatted(partition);
      assertThat(row(FIRST) == null || row(FIRST).trainable()).isTrue();
      database.ledgerOf(worker).begin(FIRST, "images", "engine");
      database.recovery.lost(FIRST.hash(), "another", partition, 3);
      assertThat(row(FIRST).status()).as("still its own").isEqualTo(CellStatus.RUNNING);
      database.recovery.lost(FIRST.hash(), worker, partition, 3);
    }
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.QUARANTINED);
    assertThat(row(FIRST).failure()).contains("3 workers were lost", "the last one 3@n1");
  }

  @Test
  void aRunThatWasKilledWithoutACrashReportDoesNotCount() {
    dead.begin(FIRST, "images", "engine");
    runOfTheDeadProcess(directory.resolve("no such file").toString());
    countCrashes();
    assertThat(notices).isEmpty();
    assertThat(row(FIRST).status()).isEqualTo(CellStatus.RUNNING);
  }

  @Test
  void anExecutionThatWasLeftOpenIsClosedWithItsSteps() throws Exception {
    JobRepository repository = repository();
    JobParameters parameters = new SweepParameters(repository, closed -> {}).of(SWEEP);
    JobInstance instance = repository.createJobInstance(SweepParameters.JOB, parameters);
    JobExecution execution =
        repository.createJobExecution(instance, parameters, new ExecutionContext());
    StepExecution step = repository.createStepExecution("train", execution);
    execution.setStatus(BatchStatus.STARTED);
    step.setStatus(BatchStatus.STARTED);
    repository.update(execution);
    repository.update(step);

    new AbandonedExecutions(repository).clearUp(SWEEP);

    JobExecution closed = repository.getLastJobExecution(instance);
    assertThat(closed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(closed.getStepExecutions())
        .extracting(StepExecution::getStatus)
        .containsExactly(BatchStatus.FAILED);
    assertThat(new SweepParameters(repository, one -> {}).of(SWEEP))
        .as("the same instance is restarted")
        .isEqualTo(parameters);
  }

  private JobRepository repository() throws Exception {
    JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
    factory.setDataSource(database.source);
    factory.setTransactionManager(database.transactions);
    factory.afterPropertiesSet();
    return factory.getObject();
  }
}
