package org.gpicl.job.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.ClaimTable;
import org.gpicl.sweep.Search;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands the partitions of a step out to workers on other machines, the longest expected first, and
 * watches over them: what a worker did not finish is handed out again. It is used once.
 *
 * <p>Spring's own handler puts all partitions into the queue at once and then asks Batch's tables
 * for each of them again and again, for ever if a worker is lost. This one keeps the queue short,
 * asks only for the claims of what is in hand, and goes by what is stored of the cells.
 */
final class Dispatch implements PartitionHandler {
  /** So many partitions wait in the queue at most: a stop leaves few behind that never began. */
  private static final int AHEAD = 256;

  private final RunContext run;
  private final ClusterTables cluster;
  private final Partitions<Search.Training> partitions;
  private final LeftToTrain left;
  private final HandOver handOver;
  private final TransactionTemplate transaction;
  private final Runnable pause;
  private final RefusingWorkers refusing;
  private final String sweep;
  private final Set<String> asked = new HashSet<>();
  private final Map<Long, InHand> inHand = new LinkedHashMap<>();
  private final List<StepExecution> failed = new ArrayList<>();
  private final Set<Long> stoppedAlone = new HashSet<>();
  private int taken;

  private record InHand(Search.Training training, StepExecution execution) {}

  /**
   * @param transaction may retry
   * @param pause waits between two looks
   */
  Dispatch(
      RunContext run,
      ClusterTables cluster,
      Partitions<Search.Training> partitions,
      LeftToTrain left,
      HandOver handOver,
      TransactionTemplate transaction,
      Runnable pause) {
    this.run = run;
    this.cluster = cluster;
    this.partitions = partitions;
    this.left = left;
    this.handOver = handOver;
    this.transaction = transaction;
    this.pause = pause;
    this.sweep = run.sweep().name();
    this.refusing = new RefusingWorkers(sweep, run.notices());
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    clearQueue();
    ask();
    while (!left.isEmpty() || !inHand.isEmpty()) {
      if (run.stop().raised()) {
        recall();
        throw new JobInterruptedException("stopped while workers were training");
      }
      handOut(manager);
      pause.run();
      look();
    }
    clearQueue();
    return failed;
  }

  private void clearQueue() {
    transaction.executeWithoutResult(status -> cluster.queue().clear(sweep));
  }

  private void ask() {
    left.add(
        partitions.toDo().stream()
            .filter(training -> asked.add(partitions.name(training)))
            .toList());
  }

  private void handOut(StepExecution manager) {
    while (inHand.size() - taken < AHEAD) {
      Optional<Search.Training> next = left.next();
      if (next.isEmpty()) {
        return;
      }
      StepExecution execution = partitions.begin(next.get(), manager);
      int priority = (int) Math.min(Integer.MAX_VALUE, left.seconds(next.get()));
      transaction.executeWithoutResult(
          status -> cluster.queue().put(sweep, request(execution), priority));
      inHand.put(execution.getId(), new InHand(next.get(), execution));
    }
  }

  private static StepExecutionRequest request(StepExecution partition) {
    return new StepExecutionRequest(partition.getStepName(), partition.getId());
  }

  private void look() {
    stopAlone();
    // Before the leases: a worker has a lease before it has a claim.
    List<ClaimTable.Row> claims =
        transaction.execute(status -> cluster.claims().of(List.copyOf(inHand.keySet())));
    List<ClaimTable.Row> elsewhere = left.claimsElsewhere();
    Set<String> gone =
        handOver.fromLost(Stream.concat(claims.stream(), elsewhere.stream()).toList());
    elsewhere.stream().filter(claim -> !gone.contains(claim.owner())).forEach(this::show);
    taken = 0;
    Map<Search.Training, StepExecution> ended = new LinkedHashMap<>();
    for (ClaimTable.Row claim : claims) {
      if (claim.ended() || gone.contains(claim.owner())) {
        InHand partition = inHand.remove(claim.partition());
        stoppedAlone.remove(claim.partition());
        ended.put(partition.training(), partition.execution());
        if (gone.contains(claim.owner())) {
          handOver.close(partition.execution(), BatchStatus.FAILED);
        }
      } else {
        taken++;
        show(claim);
      }
    }
    refusing.look(
        transaction.execute(
            status -> {
              run.board().workers(cluster.workers().places());
              return cluster.workers().remarks();
            }));
    for (Search.Training training : left.settle(ended.keySet())) {
      StepExecution execution = ended.get(training);
      if (execution != null) {
        execution.setStatus(BatchStatus.FAILED);
        failed.add(execution);
      }
    }
    if (!ended.isEmpty() && partitions.grow()) {
      ask();
    }
  }

  /**
   * Has those that were stopped alone end at a checkpoint. What no worker has begun is dropped, but
   * asked for again: a worker may just be taking it.
   */
  private void stopAlone() {
    inHand.forEach(
        (id, one) -> {
          if (run.stop().raisedFor(one.training().cell().key())) {
            stoppedAlone.add(id);
          }
        });
    if (!stoppedAlone.isEmpty()) {
      askToStop(stoppedAlone);
    }
  }

  /** A worker that takes the message of one that was not begun finds that it has ended. */
  private void askToStop(Set<Long> partitions) {
    transaction.executeWithoutResult(status -> cluster.claims().askToStop(partitions));
    Set<Long> begun = new HashSet<>();
    for (ClaimTable.Row claim :
        transaction.execute(status -> cluster.claims().of(List.copyOf(partitions)))) {
      begun.add(claim.partition());
    }
    for (Long partition : partitions) {
      if (!begun.contains(partition) && inHand.containsKey(partition)) {
        handOver.close(inHand.remove(partition).execution(), BatchStatus.STOPPED);
      }
    }
  }

  private void show(ClaimTable.Row claim) {
    ClaimTable.Progress now = claim.progress();
    run.board().reached(claim.cellHash(), now.step(), now.loss(), now.seen());
  }

  /** Empties the queue, and has what is in training end at a checkpoint. */
  private void recall() {
    clearQueue();
    askToStop(Set.copyOf(inHand.keySet()));
    while (!inHand.isEmpty()) {
      pause.run();
      look();
    }
  }
}
