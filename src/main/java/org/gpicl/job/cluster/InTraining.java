package org.gpicl.job.cluster;

import java.util.List;
import org.gpicl.job.board.RunBoard;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.ClaimTable;
import org.gpicl.sweep.Search;

/**
 * A training that a worker has in hand.
 *
 * @param stop ends it at a checkpoint
 * @param board shows how far it is, and nothing else
 */
record InTraining(Search.Training training, StopSignal stop, RunBoard board) {

  ClaimTable.Progress progress() {
    List<RunBoard.CellActivity> running = board.activity().cells();
    if (running.isEmpty()) {
      return ClaimTable.Progress.NONE;
    }
    RunBoard.CellNow now = running.get(0).now();
    return new ClaimTable.Progress(
        now.step(), now.loss(), now.seen(), running.get(0).pace().stepsPerSecond());
  }
}
