package org.gpicl.sweep;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.tasks.BatchOrder;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.SetSpec;

/**
 * One training of a sweep.
 *
 * @param kind which model
 * @param hidden its width on the sweep's axis of hidden sizes
 * @param swept what else the sweep varies, in the order of the sweep file's keys
 * @param training the generated set that it trains on, which also holds the cell's tasks and seed
 * @param curriculum the classes and tasks in use while it trains
 * @param bias the probability that a training sequence keeps the images' own labels
 * @param labelScale factor of the one-hot labels in the tokens of sequences
 * @param model the model
 * @param spec how it is trained
 * @param seen the scheduled evaluation's set: training tasks, held-out images
 * @param evaluateEvery steps between scheduled evaluations; the last step is always one
 * @param numerics the version of this program's numerics that computes it
 * @param names its key and hash, once they were asked for
 */
public record Cell(
    ModelKind kind,
    int hidden,
    List<SweptSetting> swept,
    SetSpec training,
    Curriculum curriculum,
    double bias,
    double labelScale,
    ModelSpec model,
    TrainingSpec spec,
    SetSpec seen,
    long evaluateEvery,
    int numerics,
    Names names) {

  /**
   * The version of this program's numerics, raised when results change, so that no cell mixes two.
   * Version 3 changed the order of batches of large finite sets, and nothing else.
   */
  public static final int NUMERICS_VERSION = 3;

  public Cell {
    Objects.requireNonNull(kind, "kind");
    swept = List.copyOf(swept);
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(spec, "spec");
    if (evaluateEvery < 1) {
      throw new IllegalArgumentException("evaluations must be at least one step apart");
    }
  }

  public Cell(
      ModelKind kind,
      int hidden,
      List<SweptSetting> swept,
      SetSpec training,
      Curriculum curriculum,
      double bias,
      double labelScale,
      ModelSpec model,
      TrainingSpec spec,
      SetSpec seen,
      long evaluateEvery,
      int numerics) {
    this(
        kind,
        hidden,
        swept,
        training,
        curriculum,
        bias,
        labelScale,
        model,
        spec,
        seen,
        evaluateEvery,
        numerics,
        new Names());
  }

  /** Number of training tasks, N. */
  public long tasks() {
    return training.tasks();
  }

  /** What it has of a swept setting; empty if it has none of it. */
  public Optional<String> swept(String path) {
    return swept.stream()
        .filter(setting -> setting.path().equals(path))
        .map(SweptSetting::value)
        .findFirst();
  }

  /** The same training, as a sweep of other axes has it. */
  public Cell sweptAs(List<SweptSetting> settings) {
    return new Cell(
        kind,
        hidden,
        settings,
        training,
        curriculum,
        bias,
        labelScale,
        model,
        spec,
        seen,
        evaluateEvery,
        numerics);
  }

  public int seed() {
    return training.seed();
  }

  /** Short and stable: {@link CellKey}. */
  public String key() {
    return names.key(() -> CellKey.of(kind.key(), tasks(), hidden, swept, seed()));
  }

  /** All settings that determine the cell's numbers, flat and in a fixed order. */
  public Map<String, String> settings() {
    return new CellSettings()
        .put("numericsVersion", oldestEqual())
        .put("model", kind.key())
        .put("training", training)
        .put(curriculum, bias)
        .put("labelScale", labelScale)
        .put(model)
        .put(spec)
        .put("seen", seen)
        .put("evaluateEvery", evaluateEvery)
        .pairs();
  }

  /** The oldest version that computes this cell to the same bits: its stored results stay valid. */
  private int oldestEqual() {
    return numerics == 3 && BatchOrder.sameInVersion2(training) ? 2 : numerics;
  }

  /** The SHA-256 of {@link #settings()}, in hexadecimal, which defines "the same cell". */
  public String hash() {
    return names.hash(() -> CellSettings.sha256(settings()));
  }

  /** Floating-point operations of the whole training, not counting its data. */
  public double trainingFlops() {
    return (double) spec.steps() * spec.batch() * model.trainingFlopsPerItem();
  }
}
