package org.gpicl.tasks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Counts right predictions task by task, for accuracies and their standard errors. All sums are of
 * whole numbers, so that equal tasks have an error of exactly 0.
 *
 * <p>With c right ones of n predictions in each of T tasks, and the accuracy m = sum c / sum n, the
 * squared error is T / (T - 1) * sum (c - m n)^2 / (sum n)^2: the variance of the mean of task
 * means, each task weighted by its items.
 */
public final class TaskTally {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final long[] rightInTask;
  private final Sums[] byPosition;
  private final Sums overall = new Sums();
  private long task = -1;
  private long itemsOfTask;
  private long tasks;
  private long items;

  public TaskTally(int length) {
    this.rightInTask = new long[length];
    this.byPosition = new Sums[length];
    Arrays.setAll(byPosition, j -> new Sums());
  }

  /** What has to be known of (right, predictions) of each task. */
  private static final class Sums {
    private long right;
    private double rightSquared;
    private double products;
    private double predictionsSquared;

    void add(long rightOfTask, long predictions) {
      right += rightOfTask;
      rightSquared += (double) rightOfTask * rightOfTask;
      products += (double) rightOfTask * predictions;
      predictionsSquared += (double) predictions * predictions;
    }

    double error(long tasks, long predictions) {
      BigDecimal n = BigDecimal.valueOf(predictions);
      BigDecimal c = BigDecimal.valueOf(right);
      double squares =
          n.multiply(n)
              .multiply(new BigDecimal(rightSquared))
              .subtract(n.multiply(c).multiply(new BigDecimal(products)).multiply(TWO))
              .add(c.multiply(c).multiply(new BigDecimal(predictionsSquared)))
              .divide(n.pow(4), MathContext.DECIMAL128)
              .doubleValue();
      return Math.sqrt(Math.max(0, squares) * tasks / (tasks - 1));
    }
  }

  /** Begins an item. Those of one task follow each other. */
  public void item(long ofTask) {
    if (ofTask != task) {
      endTask();
      task = ofTask;
    }
    itemsOfTask++;
  }

  /** A right prediction of the current item. */
  public void right(int position) {
    rightInTask[position]++;
  }

  private void endTask() {
    if (itemsOfTask == 0) {
      return;
    }
    long right = 0;
    for (int j = 0; j < rightInTask.length; j++) {
      byPosition[j].add(rightInTask[j], itemsOfTask);
      right += rightInTask[j];
    }
    overall.add(right, itemsOfTask * rightInTask.length);
    tasks++;
    items += itemsOfTask;
    itemsOfTask = 0;
    Arrays.fill(rightInTask, 0);
  }

  private long predictions() {
    return items * rightInTask.length;
  }

  /** The fraction of right predictions. */
  public double accuracy() {
    endTask();
    return overall.right / (double) predictions();
  }

  /** The same at each position, [length]. */
  public double[] accuracyByPosition() {
    endTask();
    return Arrays.stream(byPosition).mapToDouble(sums -> (double) sums.right / items).toArray();
  }

  public StandardError standardError() {
    endTask();
    return tasks < 2
        ? new StandardError(Double.NaN, new double[0], tasks)
        : new StandardError(
            overall.error(tasks, predictions()),
            Arrays.stream(byPosition).mapToDouble(sums -> sums.error(tasks, items)).toArray(),
            tasks);
  }
}
