package org.gpicl.job.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.job.input.CommonBatches;
import org.gpicl.job.input.SharedBatches;
import org.gpicl.job.run.Provenance;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.step.TrainCell;
import org.gpicl.job.workers.EngineSlots;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/** A sweep that a worker can train: its engine and its images are there. */
final class PreparedSweep {
  private final Sweep sweep;
  private final SweepTable.Row stored;
  private final Map<String, Cell> cells;
  private final EngineSlots slots;
  private final Semaphore free;
  private final GeneratedSets sets;
  private final SharedBatches batches;
  private final String provenance;

  /**
   * @param stored what the sweep was read from
   * @param places cells at a time on the processor
   */
  PreparedSweep(Sweep sweep, SweepTable.Row stored, Engine engine, GeneratedSets sets, int places) {
    this.sweep = sweep;
    this.stored = stored;
    this.cells = sweep.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity()));
    this.slots = new EngineSlots(engine, sweep, places, 1);
    this.free = new Semaphore(slots.size());
    this.sets = sets;
    this.batches = new SharedBatches(new CommonBatches(engine, sweep), sets::open);
    this.provenance = Provenance.of(engine, sweep);
  }

  Sweep sweep() {
    return sweep;
  }

  String name() {
    return sweep.name();
  }

  /** As the sweep was stored with; another one means that it has changed since. */
  String hash() {
    return stored.hash();
  }

  /** Whether it is what is stored now, also in what changes no cell. */
  boolean isOf(SweepTable.Row now) {
    return stored.resolved().equals(now.resolved());
  }

  /** Empty if the partition is of an earlier form of the sweep. */
  Optional<Search.Training> training(String partition) {
    return TrainCell.training(partition, cells);
  }

  EngineSlots slots() {
    return slots;
  }

  GeneratedSets sets() {
    return sets;
  }

  SharedBatches batches() {
    return batches;
  }

  String provenance() {
    return provenance;
  }

  /** Takes a place for a cell, if one is free. */
  boolean enter() {
    return free.tryAcquire();
  }

  void leave() {
    free.release();
  }
}
