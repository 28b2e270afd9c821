package org.gpicl.job.slurm;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.gpicl.machine.threads.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what Slurm says of an array, and stops a run whose workers have all ended. */
final class ArrayWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ArrayWatch.class);

  private final SlurmQueue queue;
  private final String array;
  private final Consumer<String> board;
  private final Consumer<String> notices;
  private final BooleanSupplier workers;
  private final StopSignal stop;
  private String reported = "";

  /**
   * @param board receives the state of the array each time
   * @param notices receives it when it has changed
   * @param workers whether there is any worker, started by Slurm or not
   * @param stop stops the run
   */
  ArrayWatch(
      SlurmQueue queue,
      String array,
      Consumer<String> board,
      Consumer<String> notices,
      BooleanSupplier workers,
      StopSignal stop) {
    this.queue = queue;
    this.array = array;
    this.board = board;
    this.notices = notices;
    this.workers = workers;
    this.stop = stop;
  }

  /** Looks once; whatever fails is looked at again the next time. */
  void look() {
    try {
      ArrayTasks tasks = queue.tasks().ofArray(array);
      String ended = tasks.all().size() < queue.size() ? "; output in " + queue.output(array) : "";
      report("Slurm array %s: %s".formatted(array, tasks.summary(queue.size())), ended);
      if (tasks.all().isEmpty() && !workers.getAsBoolean()) {
        stop.raise(
            "all tasks of Slurm's array %s have ended, though cells are left; what they printed is in %s"
                .formatted(array, queue.output(array)));
      }
    } catch (SlurmException e) {
      if (!Thread.currentThread().isInterrupted()) { // as at the end of the run
        report(e.getMessage(), "");
      }
    } catch (RuntimeException e) {
      LOG.debug("No look at Slurm's array {}", array, e);
    }
  }

  private void report(String state, String more) {
    board.accept(state);
    if (!state.equals(reported)) {
      reported = state;
      LOG.info("{}", state);
      notices.accept(state + more + ".");
    }
  }
}
