package org.gpicl.sweep;

import java.util.List;
import java.util.Map;
import org.gpicl.home.files.Digests;

/**
 * A sweep: a named, resolved sweep file and the cells that it stands for.
 *
 * @param name names its results, its schedule and its rows
 * @param recipe the defaults that it started from
 * @param cells in grid order: model, then number of tasks, then hidden size, then seed
 * @param evaluations by cell key, the evaluations that follow a training
 * @param checkpoint when training states are stored
 * @param execution how it is run, which changes no result
 * @param timetable when it is run by itself, where a server is
 * @param outputSuffix appended to the names of the notebook's CSV files, such as {@code _run2}
 * @param resolved the complete sweep file, every default written out; parsing it gives this sweep
 */
public record Sweep(
    String name,
    Recipe recipe,
    List<Cell> cells,
    Map<String, List<EvaluationSet>> evaluations,
    CheckpointPolicy checkpoint,
    Execution execution,
    Timetable timetable,
    String outputSuffix,
    String resolved) {

  public Sweep {
    cells = List.copyOf(cells);
    evaluations = Map.copyOf(evaluations);
  }

  /**
   * @param engine {@code vector}, {@code nd4j}, ... or {@code auto}
   * @param device where an engine computes that could on several
   * @param cellsPerDevice cells that share a GPU; 0 to judge by their size
   * @param deterministic whether a GPU may use only what repeats to the bit
   * @param workers cells trained at a time; 0 for one a core
   * @param diskBudget bytes that generated sets may take; a larger set is produced while it is read
   */
  public record Execution(
      String engine,
      Device device,
      int cellsPerDevice,
      boolean deterministic,
      int workers,
      long diskBudget) {}

  /** Where an engine computes. */
  public enum Device {
    /** What it is built for. */
    AUTO,
    /** The processor. */
    CPU
  }

  /** The version of our own numbers that its cells are computed with. */
  public int numerics() {
    return cells.get(0).numerics();
  }

  /** The evaluations on unseen tasks of one of its cells. */
  public List<EvaluationSet> evaluations(Cell cell) {
    return evaluations.getOrDefault(cell.key(), List.of());
  }

  /** SHA-256 over its cells and evaluation sets: what "the same job" means. */
  public String hash() {
    StringBuilder hashes = new StringBuilder();
    for (Cell cell : cells) {
      hashes.append(cell.hash()).append('\n');
      evaluations(cell).forEach(set -> hashes.append(set.hash()).append('\n'));
    }
    return Digests.sha256(hashes.toString());
  }
}
