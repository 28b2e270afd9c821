package org.gpicl.job.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.gpicl.model.ModelSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointPolicy;

/**
 * How quickly a cell trains, over the last seconds, and how old its newest checkpoint is. {@link
 * RunBoard} guards it.
 */
public final class TrainingPace {
  /** Marks are at least so far apart; a slow step is a mark itself. */
  private static final long MARK_NANOS = 1_000_000_000;

  private static final int MARKS = 10;

  private final int worker;
  private final OptionalInt device;
  private final ModelSpec model;
  private final CheckpointPolicy policy;
  private final LongSupplier nanoTime;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Mark newest;
  private long checkpointAt;
  private long nanosOfWriting;

  /** Totals at a moment. */
  private record Mark(long at, long steps, long items, long waited) {}

  /**
   * How fast a training is at a moment. What is not known yet is NaN.
   *
   * @param worker that trains, from 1
   * @param device the GPU that it computes on, as the driver counts; empty for the processor
   * @param tokensPerSecond positions of sequences, samples of an MLP
   * @param gflops by the model's count
   * @param inputShare of the training loop's time, spent waiting for batches
   * @param checkpointAge seconds since the newest checkpoint, or since the training resumed
   * @param checkpointInterval seconds between two checkpoints, as expected
   */
  public record Figures(
      int worker,
      OptionalInt device,
      double stepsPerSecond,
      double tokensPerSecond,
      double gflops,
      double inputShare,
      double checkpointAge,
      double checkpointInterval) {}

  /**
   * Begins to measure a training.
   *
   * @param worker from 1
   * @param device the GPU that it computes on; empty for the processor
   */
  public TrainingPace(
      int worker, OptionalInt device, Cell cell, CheckpointPolicy policy, LongSupplier nanoTime) {
    this.worker = worker;
    this.device = device;
    this.model = cell.model();
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.checkpointAt = nanoTime.getAsLong();
    this.newest = new Mark(checkpointAt, 0, 0, 0);
    marks.add(newest);
  }

  /**
   * A step was made.
   *
   * @param items of its batch
   * @param waited nanoseconds until the batch was there
   */
  void step(long now, int items, long waited) {
    newest = new Mark(now, newest.steps + 1, newest.items + items, newest.waited + waited);
    if (now - marks.getLast().at >= MARK_NANOS) {
      marks.add(newest);
      if (marks.size() > MARKS) {
        marks.remove();
      }
    }
  }

  /** The state of a step was stored. */
  void checkpoint(long nanos) {
    checkpointAt = nanoTime.getAsLong();
    nanosOfWriting = nanos;
  }

  Figures figures() {
    return new Figures(
        worker,
        device,
        stepsPerSecond(),
        tokensPerSecond(),
        gflops(),
        inputShare(),
        seconds(checkpointAt),
        checkpointInterval());
  }

  /** Over the last ten seconds; NaN before the first step. Falls while training stalls. */
  double stepsPerSecond() {
    return rate(newest.steps - marks.getFirst().steps);
  }

  /** Positions of sequences, samples of an MLP. */
  double tokensPerSecond() {
    return itemsPerSecond() * model.length();
  }

  /** Floating-point operations by the model's count, in 10^9. */
  double gflops() {
    return itemsPerSecond() * model.trainingFlopsPerItem() / 1e9;
  }

  /** Share of the loop's time until the newest step that it waited for batches. */
  double inputShare() {
    Mark oldest = marks.getFirst();
    return newest.steps == 0
        ? Double.NaN
        : (double) (newest.waited - oldest.waited) / Math.max(1, newest.at - oldest.at);
  }

  /** Seconds between two checkpoints, as expected; NaN before that is known. */
  double checkpointInterval() {
    return policy.expectedSeconds(nanosOfWriting, stepsPerSecond());
  }

  private double itemsPerSecond() {
    return rate(newest.items - marks.getFirst().items);
  }

  private double rate(long since) {
    return newest.steps == 0 ? Double.NaN : since / Math.max(1e-9, seconds(marks.getFirst().at));
  }

  private double seconds(long since) {
    return (nanoTime.getAsLong() - since) / 1e9;
  }
}
