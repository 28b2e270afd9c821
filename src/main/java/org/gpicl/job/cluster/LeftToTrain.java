package org.gpicl.job.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.springframework.transaction.support.TransactionTemplate;

/** What a manager has not handed out: what is stored of the cells decides what becomes of it. */
final class LeftToTrain {
  private final RunContext run;
  private final ClusterTables cluster;
  private final CellRecovery recovery;
  private final TransactionTemplate transaction;
  private final ToDoubleFunction<Search.Training> expectedSeconds;
  private final Runnable finished;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.LONGEST_FIRST);
  private final List<Search.Training> elsewhere = new ArrayList<>();
  private int number;

  /** Of those that take as long, the one that was known first comes first. */
  private record Waiting(Search.Training training, double seconds, int number) {
    static final Comparator<Waiting> LONGEST_FIRST =
        Comparator.comparingDouble(Waiting::seconds).reversed().thenComparing(Waiting::number);
  }

  /**
   * @param finished called when a cell has results
   */
  LeftToTrain(
      RunContext run,
      ClusterTables cluster,
      CellRecovery recovery,
      TransactionTemplate transaction,
      ToDoubleFunction<Search.Training> expectedSeconds,
      Runnable finished) {
    this.run = run;
    this.cluster = cluster;
    this.recovery = recovery;
    this.transaction = transaction;
    this.expectedSeconds = expectedSeconds;
    this.finished = finished;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && elsewhere.isEmpty();
  }

  /** The longest that may be handed out; those that were stopped alone are dropped. */
  Optional<Search.Training> next() {
    waiting.removeIf(one -> run.stop().raisedFor(one.training().cell().key()));
    return Optional.ofNullable(waiting.poll()).map(Waiting::training);
  }

  /** A moment of the cell's that is handed out again at the end of the longest. */
  double seconds(Search.Training training) {
    return expectedSeconds.applyAsDouble(training);
  }

  /** The claims of what is in training in another run, or for another sweep. */
  List<ClaimTable.Row> claimsElsewhere() {
    return List.copyOf(open(elsewhere).values());
  }

  /** There is more to be done. */
  void add(Collection<Search.Training> trainings) {
    elsewhere.addAll(trainings);
    settle(List.of());
  }

  /**
   * Decides about partitions that have ended, and looks again at what is in training elsewhere.
   *
   * @return those whose cell has failed
   */
  List<Search.Training> settle(Collection<Search.Training> ended) {
    List<Search.Training> undecided = new ArrayList<>(ended);
    undecided.addAll(elsewhere);
    elsewhere.clear();
    List<Search.Training> failed = new ArrayList<>();
    if (undecided.isEmpty()) {
      return failed;
    }
    Map<String, CellTable.Row> rows =
        transaction.execute(
            status ->
                run.ledger()
                    .records()
                    .rows(undecided.stream().map(Search.Training::cell).toList()));
    Map<String, ClaimTable.Row> open = open(undecided);
    for (Search.Training training : undecided) {
      Cell cell = training.cell();
      CellTable.Row row = rows.getOrDefault(cell.hash(), CellTable.Row.pending(cell.hash()));
      if (open.containsKey(cell.hash()) || inTraining(cell, row)) {
        elsewhere.add(training);
      } else if (row.status() == CellStatus.DONE) {
        run.board().end(cell, CellStatus.DONE);
        finished.run();
      } else if (row.status().failed() && (ended.contains(training) || !row.trainable())) {
        run.board().end(cell, row.status());
        failed.add(training);
      } else if (run.stop().raisedFor(cell.key())
          || (!training.isWhole() && row.step() >= training.steps())) {
        run.board().end(cell, CellStatus.STOPPED);
      } else {
        run.board().end(cell, CellStatus.PENDING);
        waiting.add(new Waiting(training, seconds(training), number++));
      }
    }
    return failed;
  }

  private Map<String, ClaimTable.Row> open(List<Search.Training> trainings) {
    return trainings.isEmpty()
        ? Map.of()
        : transaction.execute(
            status ->
                cluster
                    .claims()
                    .open(trainings.stream().map(training -> training.cell().hash()).toList()));
  }

  /** Whether a run without workers has it in training; what a dead one left is set free. */
  private boolean inTraining(Cell cell, CellTable.Row row) {
    if (row.status() != CellStatus.RUNNING) {
      return false;
    }
    return transaction.execute(
        status -> {
          boolean alive = cluster.leases().heldBy(row.owner()).isPresent();
          recovery.stopAbandoned(List.of(cell), owner -> alive);
          return alive;
        });
  }
}
