package org.gpicl.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.Digests;

/**
 * A named, resolved sweep file and its cells.
 *
 * @param name the name of its results, its schedule and its rows
 * @param recipe the defaults that it started from
 * @param swept the keys that it varies beside models, tasks, hidden sizes and seeds, in the order
 *     of the sweep file
 * @param search which of its cells are trained, and how far
 * @param cells in grid order: model, then number of tasks, then hidden size, then what else is
 *     swept, then seed
 * @param evaluations the evaluations that follow a training, by cell key
 * @param checkpoint when training states are stored
 * @param execution how it is run, which changes no result
 * @param timetable when a server runs it on its own
 * @param outputSuffix appended to the names of the notebook's CSV files, such as {@code _run2}
 * @param resolved the complete sweep file, every default written out; parsing it gives this sweep
 */
public record Sweep(
    String name,
    Recipe recipe,
    List<String> swept,
    Search search,
    List<Cell> cells,
    Map<String, List<EvaluationSet>> evaluations,
    CheckpointPolicy checkpoint,
    Execution execution,
    Timetable timetable,
    String outputSuffix,
    String resolved) {

  public Sweep {
    swept = List.copyOf(swept);
    cells = List.copyOf(cells);
    evaluations = Map.copyOf(evaluations);
  }

  /**
   * How a sweep is run, which changes no result.
   *
   * @param engine {@code vector}, {@code nd4j}, ... or {@code auto}
   * @param device where an engine that supports several devices computes
   * @param cellsPerDevice cells that share a GPU; 0 to judge by their size
   * @param deterministic whether a GPU may use only kernels whose results repeat to the bit
   * @param workers cells trained at a time; 0 for one per core
   * @param runOn where its cells are trained
   * @param slurm what is asked of Slurm if it starts the workers
   * @param trackers where it is shown
   * @param checkpointStore where large checkpoints are stored
   * @param diskBudget bytes that generated sets may take on disk; a larger set is produced as it is
   *     read
   */
  public record Execution(
      String engine,
      Device device,
      int cellsPerDevice,
      boolean deterministic,
      int workers,
      Place runOn,
      SlurmTasks slurm,
      Trackers trackers,
      CheckpointStore checkpointStore,
      long diskBudget) {

    /** The same with another engine. */
    public Execution withEngine(String other) {
      return new Execution(
          other,
          device,
          cellsPerDevice,
          deterministic,
          workers,
          runOn,
          slurm,
          trackers,
          checkpointStore,
          diskBudget);
    }
  }

  /** Where an engine computes. */
  public enum Device {
    /** Whatever it is built for. */
    AUTO,
    /** The processor. */
    CPU
  }

  /** The version of this program's numerics that computes its cells. */
  public int numerics() {
    return cells.get(0).numerics();
  }

  /** The cell with a key, if there is one. */
  public Optional<Cell> cell(String key) {
    return cells.stream().filter(cell -> cell.key().equals(key)).findFirst();
  }

  /** A cell's evaluations on unseen tasks. */
  public List<EvaluationSet> evaluations(Cell cell) {
    return evaluations.getOrDefault(cell.key(), List.of());
  }

  /** The SHA-256 of its cells and evaluation sets, which defines "the same job". */
  public String hash() {
    StringBuilder hashes = new StringBuilder();
    for (Cell cell : cells) {
      hashes.append(cell.hash()).append('\n');
      evaluations(cell).forEach(set -> hashes.append(set.hash()).append('\n'));
    }
    return Digests.sha256(hashes.toString());
  }
}
