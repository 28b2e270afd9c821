package org.gpicl.job.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.job.cost.CellCost;
import org.gpicl.job.workers.Workers;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.SetSpec;

/**
 * Which cells of a sweep are trained on the same batches, step by step. Where making a batch takes
 * a good part of a step, they are trained side by side, more of them than there are workers, so
 * that each batch is made once.
 */
public final class CommonBatches {
  /** Of the time that a cell takes alone, the share of its batches from which they are shared. */
  private static final double WORTH_SHARING = 1 / 8.0;

  /** If so many share it, a batch is nearly free already. */
  private static final int MOST_PER_CORE = 4;

  /** What cells that share their batches may take of the heap: a rough bound. */
  private static final double SHARE_OF_HEAP = 0.5;

  /** Parameters, moments and gradients of a cell, and its end on the way into the database. */
  private static final double COPIES_OF_PARAMETERS = 13;

  private final CellCost cost = new CellCost();
  private final Map<Contents, List<Cell>> groups = new LinkedHashMap<>();
  private final int most;

  /** What {@link CellBatches} makes a cell's batches from. */
  public record Contents(
      SetSpec set, int batch, int inputs, double labelScale, Curriculum curriculum, double bias) {
    static Contents of(Cell cell) {
      return new Contents(
          cell.training(),
          cell.spec().batch(),
          cell.model().inputs(),
          cell.labelScale(),
          cell.curriculum(),
          cell.bias());
    }
  }

  public CommonBatches(Engine engine, Sweep sweep) {
    this(engine, sweep, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param heap bytes that the Java heap may grow to
   */
  CommonBatches(Engine engine, Sweep sweep, long heap) {
    // A device makes its batches itself, or has them read ahead by cores that it leaves free.
    if (engine.devices().stream().noneMatch(e -> e.device().isPresent() || e.leavesCoresFree())) {
      for (Cell cell : sweep.cells()) {
        if (isWorthIt(cell)) {
          groups.computeIfAbsent(Contents.of(cell), contents -> new ArrayList<>()).add(cell);
        }
      }
      groups.values().removeIf(cells -> cells.size() == 1);
    }
    double largest =
        groups.values().stream()
            .flatMap(List::stream)
            .mapToDouble(CommonBatches::bytes)
            .max()
            .orElse(1);
    // Workers on other machines take cells one by one, and share what they happen to train
    // together.
    boolean here = sweep.execution().runOn() == Place.HERE;
    this.most =
        here
            ? (int) Math.min(MOST_PER_CORE * Workers.cores(sweep), SHARE_OF_HEAP * heap / largest)
            : 1;
  }

  private boolean isWorthIt(Cell cell) {
    return cell.training().matricesAreNew() && cost.productionShare(cell) >= WORTH_SHARING;
  }

  private static double bytes(Cell cell) {
    double batch = (double) cell.spec().batch() * cell.model().length() * cell.model().inputs();
    return Float.BYTES
        * (COPIES_OF_PARAMETERS * cell.model().parameterCount()
            + cell.model().activationsPerItem()
            + batch);
  }

  /** The contents of a cell's batches; empty if it makes them for itself. */
  public Optional<Contents> of(Cell cell) {
    return Optional.of(Contents.of(cell)).filter(c -> isWorthIt(cell) && groups.containsKey(c));
  }

  /** Cells with the same batches, for each such batch. */
  public Collection<List<Cell>> groups() {
    return groups.values();
  }

  /** How many cells each of a cell's batches is made for; 1 if it makes them for itself. */
  public int users(Cell cell) {
    return of(cell).map(contents -> atATime(groups.get(contents))).orElse(1);
  }

  /** How many cells with the same batches are trained at a time; 1 if there are none. */
  public int most() {
    return groups.values().stream().mapToInt(this::atATime).max().orElse(1);
  }

  private int atATime(List<Cell> cells) {
    return Math.max(1, Math.min(most, cells.size()));
  }
}
