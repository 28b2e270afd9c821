package org.gpicl.job.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.gpicl.job.batch.Partitions;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.sweep.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A worker under one name, from its lease to the end or loss of it: what it takes is its own as
 * long as it renews the lease.
 */
final class WorkerSession {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);

  private final ClusterTables cluster;
  private final SweepTable sweeps;
  private final TransactionTemplate transaction;
  private final WorkerTable.Introduction introduction;
  private final String owner;
  private final String lease;
  private final Map<Long, InTraining> inHand = new ConcurrentHashMap<>();
  private volatile Map<String, Integer> open = new ConcurrentHashMap<>();
  private volatile String trainedFor = "";
  private volatile boolean lost;
  private String remarked = "";

  /**
   * A partition that is this worker's.
   *
   * @param id the number of its step execution
   */
  record Taken(long id, PreparedSweep sweep, Search.Training training) {}

  WorkerSession(
      ClusterTables cluster,
      SweepTable sweeps,
      TransactionTemplate transaction,
      WorkerTable.Introduction introduction) {
    this.cluster = cluster;
    this.sweeps = sweeps;
    this.transaction = transaction;
    this.introduction = introduction;
    this.owner = introduction.owner();
    this.lease = LeaseTable.ofWorker(owner);
  }

  String owner() {
    return owner;
  }

  void begin() {
    transaction.executeWithoutResult(
        status -> {
          cluster.leases().acquire(lease, owner);
          cluster.workers().begin(introduction);
        });
  }

  void end() {
    try {
      transaction.executeWithoutResult(
          status -> {
            cluster.leases().release(lease, owner);
            if (!lost) {
              cluster.workers().end(owner);
            }
          });
    } catch (RuntimeException e) {
      // The lease is no longer renewed, which managers will notice.
      LOG.warn("The lease of worker {} could not be released", owner, e);
    }
  }

  /** Whether it was taken for dead: what it had in hand others may have by now. */
  boolean lost() {
    return lost;
  }

  /** Looks how many cells of each sweep are in training, here and elsewhere. */
  void count() {
    open = new ConcurrentHashMap<>(transaction.execute(status -> cluster.claims().open()));
  }

  /**
   * The sweeps, those with the fewest cells in training first, so that they share the workers. Of
   * those with as many, the one that this worker has just trained for is last; the others are in
   * any order, since other workers choose at the same time.
   */
  List<PreparedSweep> inTurn(List<PreparedSweep> sweeps) {
    List<PreparedSweep> turn = new ArrayList<>(sweeps);
    Collections.shuffle(turn);
    turn.sort(
        Comparator.comparingInt((PreparedSweep sweep) -> open.getOrDefault(sweep.name(), 0))
            .thenComparing(sweep -> sweep.name().equals(trainedFor)));
    return turn;
  }

  /**
   * Takes the next partition of a sweep, message and claim in one transaction. A worker that was
   * taken for dead takes none: it would lose that one, too.
   */
  Optional<Taken> take(PreparedSweep sweep) {
    try {
      return transaction.execute(status -> taken(sweep, status));
    } catch (DuplicateKeyException anotherWasQuicker) {
      return Optional.empty();
    }
  }

  private Optional<Taken> taken(PreparedSweep sweep, TransactionStatus status) {
    boolean same =
        sweeps
            .find(sweep.name())
            .map(SweepTable.Row::hash)
            .filter(sweep.hash()::equals)
            .isPresent();
    Optional<StepExecutionRequest> next =
        same ? cluster.queue().take(sweep.name()) : Optional.empty();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    if (cluster.leases().heldBy(owner).isEmpty()) {
      lost = true;
      status.setRollbackOnly();
      return Optional.empty();
    }
    long id = next.get().getStepExecutionId();
    return sweep
        .training(Partitions.nameOf(next.get().getStepName()))
        .filter(training -> cluster.claims().take(id, sweep.name(), training.cell().hash(), owner))
        .map(training -> new Taken(id, sweep, training));
  }

  void began(Taken taken, InTraining training) {
    inHand.put(taken.id(), training);
    trainedFor = taken.sweep().name();
    open.merge(trainedFor, 1, Integer::sum);
  }

  void ended(Taken taken) {
    inHand.remove(taken.id());
    transaction.executeWithoutResult(status -> cluster.claims().end(taken.id(), owner));
  }

  /** Ends everything in hand at a checkpoint. */
  void stopAll() {
    inHand.values().forEach(training -> training.stop().raise());
  }

  /** Renews the lease, reports how far each training is, and learns which ones to stop. */
  void beat(TransactionTemplate once, Supplier<String> remarks) {
    try {
      once.executeWithoutResult(status -> report(remarks.get()));
    } catch (RuntimeException e) {
      // It is tried again; if that takes too long, others take over what is in hand.
      LOG.warn("The lease of worker {} could not be renewed", owner, e);
    }
    if (lost) {
      stopAll();
    }
  }

  private void report(String remarks) {
    if (!cluster.leases().renew(lease, owner)) {
      lost = true;
      return;
    }
    if (!remarks.equals(remarked)) {
      cluster.workers().remark(owner, remarks);
      remarked = remarks;
    }
    Map<Long, InTraining> now = Map.copyOf(inHand);
    now.forEach((id, training) -> cluster.claims().progress(id, owner, training.progress()));
    Map<Long, Boolean> asked = cluster.claims().askedToStop(owner);
    now.forEach(
        (id, training) -> {
          if (asked.getOrDefault(id, true)) {
            training.stop().raise();
          }
        });
  }
}
