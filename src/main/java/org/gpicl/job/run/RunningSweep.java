package org.gpicl.job.run;

import java.util.Optional;
import org.gpicl.job.board.RunBoard;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.CellStatus;
import org.gpicl.sweep.Sweep;

/** A sweep that runs in this process; others see what it is doing, and may stop it. */
public final class RunningSweep {
  private volatile Sweep sweep;
  private final StopSignal stop;
  private volatile Begun begun;

  private record Begun(RunBoard board, Reporting reporting) {}

  /**
   * @param stop stops it when raised
   */
  public RunningSweep(Sweep sweep, StopSignal stop) {
    this.sweep = sweep;
    this.stop = stop;
  }

  /** Called when it is known what its folders of images hold, which defines its cells. */
  public void identified(Sweep same) {
    sweep = same;
  }

  /** Called when its job begins. */
  public void begins(RunBoard board, Reporting reporting) {
    begun = new Begun(board, reporting);
  }

  public Sweep sweep() {
    return sweep;
  }

  public StopSignal stop() {
    return stop;
  }

  /**
   * Asks one cell to stop, or not to begin, while the others continue.
   *
   * @return what it was; one that neither trains nor waits stays so
   */
  public CellStatus stopCell(String key) {
    CellStatus was =
        board().stream()
            .flatMap(board -> board.changesSince(0).cells().stream())
            .filter(cell -> cell.key().equals(key))
            .map(RunBoard.CellNow::status)
            .findFirst()
            .orElse(CellStatus.PENDING);
    if (was == CellStatus.RUNNING || was == CellStatus.PENDING) {
      stop.raiseFor(key);
    }
    return was;
  }

  /** Whether it is the sweep of a name. */
  public boolean is(String name) {
    return sweep.name().equals(name);
  }

  /** What it is doing, once its job has begun. */
  public Optional<RunBoard> board() {
    return Optional.ofNullable(begun).map(Begun::board);
  }

  /**
   * What writes its files, once its job has begun: there is one writer for each sweep, so that no
   * older state overwrites a newer one.
   */
  public Optional<Reporting> reporting() {
    return Optional.ofNullable(begun).map(Begun::reporting);
  }

  /** A look at it, once its job has begun. */
  public Optional<RunBoard.View> view() {
    return board().map(RunBoard::view);
  }
}
