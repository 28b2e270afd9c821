package org.gpicl.store.checkpoint;

/**
 * What a training has measured of itself so far; stored with every checkpoint, so that a resumed
 * training reports the same numbers as an undisturbed one.
 *
 * @param best the best scheduled evaluation on seen tasks so far; accuracy -1 before the first
 * @param lossSum sum of step losses since the last scheduled evaluation
 * @param steps steps since then
 * @param correct right predictions since then
 * @param predictions predictions since then
 * @param train training-mode accuracy and loss of the last complete interval; NaN before the first
 */
public record TrainingProgress(
    Evaluation best, double lossSum, long steps, long correct, long predictions, Evaluation train) {

  /** Before the first step. */
  public static TrainingProgress none() {
    return new TrainingProgress(
        new Evaluation(Evaluation.SEEN, -1, Double.NaN, new double[0]),
        0,
        0,
        0,
        0,
        new Evaluation(Evaluation.TRAIN, Double.NaN, Double.NaN, new double[0]));
  }

  /** After one more step. */
  public TrainingProgress step(double loss, int right, int made) {
    return new TrainingProgress(
        best, lossSum + loss, steps + 1, correct + right, predictions + made, train);
  }

  /** After a scheduled evaluation, which ends an interval. */
  public TrainingProgress evaluated(Evaluation seen) {
    Evaluation interval =
        new Evaluation(
            Evaluation.TRAIN, (double) correct / predictions, lossSum / steps, new double[0]);
    return new TrainingProgress(
        seen.accuracy() > best.accuracy() ? seen : best, 0, 0, 0, 0, interval);
  }
}
