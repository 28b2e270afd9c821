package org.gpicl.job.workers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.Engine;
import org.gpicl.job.cost.CellCost;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.SetSpec;

/**
 * Which cells of a sweep are trained on the same batches, step by step. Where to make a batch takes
 * a good part of a step, they are trained side by side, more of them than there are workers, so
 * that each batch is made once.
 */
public final class CommonBatches {
  /** Of the time that a cell takes alone, the share of its batches from which they are shared. */
  private static final double WORTH_SHARING = 1 / 8.0;

  /** Bounds the memory: a batch is nearly free already if so many share it. */
  private static final int MOST_PER_CORE = 4;

  private final CellCost cost = new CellCost();
  private final Map<Contents, List<Cell>> groups = new LinkedHashMap<>();
  private final int most;

  /** What determines a cell's batches. */
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
    // A device makes its batches itself, or has them read ahead by cores that it leaves free.
    if (!engine.leavesCoresFree()) {
      for (Cell cell : sweep.cells()) {
        if (isWorthIt(cell)) {
          groups.computeIfAbsent(Contents.of(cell), contents -> new ArrayList<>()).add(cell);
        }
      }
      groups.values().removeIf(cells -> cells.size() == 1);
    }
    this.most = MOST_PER_CORE * Workers.cores(sweep);
  }

  private boolean isWorthIt(Cell cell) {
    return cell.training().matricesAreNew() && cost.productionShare(cell) >= WORTH_SHARING;
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
    return of(cell).map(contents -> Math.min(most, groups.get(contents).size())).orElse(1);
  }

  /** How many cells with the same batches are trained at a time; 0 if there are none. */
  public int most() {
    return groups.values().stream().mapToInt(cells -> Math.min(most, cells.size())).max().orElse(0);
  }
}
