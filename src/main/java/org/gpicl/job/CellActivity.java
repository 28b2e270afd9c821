package org.gpicl.job;

import java.util.OptionalInt;

/**
 * A look at a cell in training. What is not known yet is NaN.
 *
 * @param worker that trains it, from 1
 * @param device the GPU that it is trained on, as the driver counts; empty for the processor
 * @param loss smoothed, in nats
 * @param seen accuracy at the last evaluation
 * @param tokensPerSecond positions of a transformer, samples of an MLP
 * @param gflops by the model's count
 * @param inputShare of the training loop's time, spent waiting for batches
 * @param checkpointAge seconds since the newest one, or since the training went on
 * @param checkpointInterval seconds that two of them are expected to be apart
 */
record CellActivity(
    String key,
    int worker,
    OptionalInt device,
    long step,
    long steps,
    double loss,
    double seen,
    double stepsPerSecond,
    double tokensPerSecond,
    double gflops,
    double inputShare,
    double checkpointAge,
    double checkpointInterval) {

  static CellActivity of(RunBoard.Running cell, TrainingPace pace) {
    return new CellActivity(
        cell.key(),
        pace.worker(),
        pace.device(),
        cell.step(),
        cell.steps(),
        cell.loss(),
        cell.seen(),
        pace.stepsPerSecond(),
        pace.tokensPerSecond(),
        pace.gflops(),
        pace.inputShare(),
        pace.secondsSinceCheckpoint(),
        pace.checkpointInterval());
  }
}
