package org.gpicl.job.run;

import java.util.List;
import java.util.function.Consumer;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.input.SharedBatches;
import org.gpicl.job.recovery.ResumableFailure;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.metrics.trace.RunSpan;
import org.gpicl.metrics.trace.RunTrace;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * What the steps of one run share.
 *
 * @param sweep what is run
 * @param slots what its cells train on
 * @param cores what its cells run on
 * @param sets opens generated sets
 * @param batches what several of its cells share
 * @param ledger what happens to cells, as this run writes it
 * @param leases shows who runs which sweep
 * @param resumableFailure recognises what stops the whole run
 * @param stop stops the run when raised
 * @param board shows what the run is doing
 * @param meters counts what happens
 * @param trace what it took, part by part
 * @param notices receives what the user should know at once
 * @param provenance engine, kernels, JDK and processor, as one line
 */
public record RunContext(
    Sweep sweep,
    EngineSlots slots,
    WorkerCores cores,
    GeneratedSets sets,
    SharedBatches batches,
    CellLedger ledger,
    LeaseTable leases,
    ResumableFailure resumableFailure,
    StopSignal stop,
    RunBoard board,
    SweepMeters meters,
    RunTrace trace,
    Consumer<String> notices,
    String provenance) {

  /** How many cells train at a time. */
  public int workers() {
    return slots.size();
  }

  /** The same for one of its cells, which may be stopped alone. */
  public RunContext of(Cell cell) {
    return new RunContext(
        sweep,
        slots,
        cores,
        sets,
        batches,
        ledger,
        leases,
        resumableFailure,
        stop.of(cell.key()),
        board,
        meters,
        trace,
        notices,
        provenance);
  }

  /** Begins the span of what is done with a cell. */
  public RunSpan traced(Cell cell) {
    return trace
        .cell(cell.key())
        .tag("gpicl.model", cell.kind().key())
        .tag("gpicl.tasks", cell.tasks())
        .tag("gpicl.hidden", cell.hidden())
        .tag("gpicl.seed", cell.seed());
  }

  /** The cells that were stopped alone and are needed, but not done. */
  public List<Cell> stoppedAlone() {
    return stop.raisedForSome()
        ? ledger.records().remaining().unfinished(sweep).stream()
            .filter(cell -> stop.raisedFor(cell.key()))
            .toList()
        : List.of();
  }

  /** Whether to stop; asking marks the run as alive. */
  public boolean stopsMoving() {
    board.moved();
    return stop.raised();
  }
}
