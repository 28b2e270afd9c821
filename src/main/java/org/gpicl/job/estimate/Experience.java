package org.gpicl.job.estimate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gpicl.job.workers.Workers;
import org.gpicl.store.cell.TrainedCells;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;

/**
 * How what a home has trained compares with what is estimated of it now. The times of trained cells
 * are those of a clock: other processes may have made them longer, and nothing made them shorter.
 *
 * @param corrections by kind of model; none for those that the home has not trained
 */
public record Experience(Map<ModelKind, Correction> corrections) {
  public static final Experience NONE = new Experience(Map.of());

  /** Shorter cells mostly show what a beginning costs. */
  private static final double LEAST_SECONDS = 3;

  private static final double QUARTER = 0.25;

  /** More than this is not explained by anything but other processes. */
  private static final double MOST_BY_ITSELF = 1.5;

  private static final double LEAST_BY_ITSELF = 1 / 2.0;

  /** Of fewer, too many are the last ones of a run, which other cores help. */
  private static final int LEAST_CELLS_OF_A_CORE = 3;

  /**
   * Of one kind of model.
   *
   * @param cells that were trained
   * @param low, middle and high: the quartiles of how many times as long they took as estimated
   */
  public record Correction(int cells, double low, double middle, double high) {
    static Correction of(List<Double> ratios) {
      List<Double> ascending = ratios.stream().sorted().toList();
      return new Correction(
          ascending.size(),
          at(ascending, QUARTER),
          at(ascending, 2 * QUARTER),
          at(ascending, 3 * QUARTER));
    }

    private static double at(List<Double> ascending, double share) {
      return ascending.get((int) Math.round(share * (ascending.size() - 1)));
    }

    /** Whether they took so long that other processes must have been busy. */
    public boolean disturbed() {
      return middle > MOST_BY_ITSELF;
    }

    Estimate of(Estimate estimate) {
      if (disturbed()) {
        return estimate;
      }
      double likely = Math.max(LEAST_BY_ITSELF, middle) * estimate.likely();
      // What was seen in full says more than the spread of a short measurement.
      return new Estimate(low / middle * likely, likely, high / middle * likely);
    }
  }

  /** From the stored sweeps of a home and their cells that this machine has trained. */
  public static Experience of(List<TrainedCells> trained, MeasuredCost cost) {
    Map<ModelKind, List<Double>> ratios = new EnumMap<>(ModelKind.class);
    for (TrainedCells one : trained) {
      if (one.sweep().cells().size() < LEAST_CELLS_OF_A_CORE * Workers.cores(one.sweep())) {
        continue;
      }
      MeasuredCost there = cost.of(one.sweep());
      for (Cell cell : one.sweep().cells()) {
        Double seconds = one.seconds().get(cell.hash());
        if (seconds != null && !there.shares(cell)) {
          there
              .known(cell)
              .filter(estimate -> estimate.likely() >= LEAST_SECONDS)
              .ifPresent(
                  estimate ->
                      ratios
                          .computeIfAbsent(cell.kind(), kind -> new ArrayList<>())
                          .add(seconds / estimate.likely()));
        }
      }
    }
    Map<ModelKind, Correction> corrections = new EnumMap<>(ModelKind.class);
    ratios.forEach((kind, some) -> corrections.put(kind, Correction.of(some)));
    return new Experience(corrections);
  }

  /** An estimate as undisturbed cells of its kind make likely. */
  public Estimate correct(Cell cell, Estimate estimate) {
    Correction correction = corrections.get(cell.kind());
    return correction == null ? estimate : correction.of(estimate);
  }

  /** Cells that it is drawn from. */
  public int cells() {
    return corrections.values().stream().mapToInt(Correction::cells).sum();
  }
}
