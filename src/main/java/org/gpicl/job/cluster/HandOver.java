package org.gpicl.job.cluster;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellRecovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes from workers that are gone what they had in hand, so that others can have it. */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  /** Workers that a cell may cost without a newer checkpoint between them. */
  private static final int MOST_LOST = 3;

  private final ClusterTables cluster;
  private final LostWorkers workers;
  private final CellRecovery recovery;
  private final JobRepository repository;
  private final TransactionTemplate transaction;
  private final Consumer<String> notices;
  private final Set<String> present = new HashSet<>();
  private final String noWorker;
  private boolean noneReported;

  /**
   * @param noWorker the notice if there is none at all
   */
  HandOver(
      ClusterTables cluster,
      LostWorkers workers,
      CellRecovery recovery,
      JobRepository repository,
      TransactionTemplate transaction,
      Consumer<String> notices,
      String noWorker) {
    this.cluster = cluster;
    this.workers = workers;
    this.recovery = recovery;
    this.repository = repository;
    this.transaction = transaction;
    this.notices = notices;
    this.noWorker = noWorker;
  }

  /**
   * Looks for workers that are gone, and ends their claims.
   *
   * @param claims that matter
   * @return those of their owners that are gone
   */
  Set<String> fromLost(List<ClaimTable.Row> claims) {
    Set<String> alive = transaction.execute(status -> workers.look());
    report(alive);
    Set<String> gone =
        claims.stream()
            .filter(claim -> !claim.ended())
            .map(ClaimTable.Row::owner)
            .filter(owner -> !alive.contains(owner))
            .collect(Collectors.toSet());
    gone.forEach(owner -> take(owner, claims));
    return gone;
  }

  /** In one transaction: at no moment is a cell in training without an owner. */
  private void take(String owner, List<ClaimTable.Row> claims) {
    List<ClaimTable.Row> its =
        claims.stream().filter(claim -> !claim.ended() && claim.owner().equals(owner)).toList();
    transaction.executeWithoutResult(
        status -> {
          its.forEach(
              claim -> recovery.lost(claim.cellHash(), owner, claim.partition(), MOST_LOST));
          cluster.claims().lose(owner);
          cluster.workers().lose(owner);
        });
    String loss =
        "Worker %s is gone; what it had in training (%d) is handed out again"
            .formatted(LeaseTable.process(owner), its.size());
    LOG.warn(loss);
    notices.accept(loss + ".");
  }

  private void report(Set<String> alive) {
    for (String owner : alive) {
      if (present.add(owner)) {
        LOG.info("Worker {} takes part", owner);
        notices.accept("Worker %s takes part.".formatted(LeaseTable.process(owner)));
      }
    }
    for (String owner : Set.copyOf(present)) {
      if (!alive.contains(owner)) {
        present.remove(owner);
        transaction.executeWithoutResult(status -> cluster.workers().lose(owner));
      }
    }
    if (alive.isEmpty() && !noneReported) {
      notices.accept(noWorker);
    }
    noneReported = alive.isEmpty();
  }

  /** Closes the execution of a partition that is no longer in training, as far as Batch knows. */
  void close(StepExecution partition, BatchStatus end) {
    StepExecution stored = repository.getStepExecution(partition.getId());
    if (stored == null || !stored.getStatus().isRunning()) {
      return;
    }
    stored.setStatus(end);
    stored.setEndTime(LocalDateTime.now());
    try {
      repository.update(stored);
    } catch (OptimisticLockingFailureException itsWorkerWoke) {
      LOG.debug("Partition {} was ended by its worker after all", partition.getId());
    }
  }
}
