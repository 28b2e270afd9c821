package org.gpicl.job.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.gpicl.model.ModelSpec;

/**
 * The time of a step over the operations of an item, through the models that were measured: between
 * two of them a line, where both axes are logarithmic.
 */
final class StepCurve {
  /** Beyond the models that were measured, a model so many times as large is still like them. */
  private static final double REACH = 2;

  private static final int COPIES_OF_PARAMETERS = 4;

  private final List<Point> points;
  private final Map<ModelSpec, Point> byModel = new HashMap<>();
  private final double doubtBetween;

  /** A model that was measured. */
  record Point(ModelSpec model, StepTimer.Measurement seen) {
    double flops() {
      return model.trainingFlopsPerItem();
    }

    double seconds(int batch) {
      return seen.time().of(batch);
    }

    /** How many times as much the engine allocated as the model has numbers. */
    double bytesRatio() {
      return seen.trainerBytes() / bytes(model);
    }
  }

  /**
   * @param batch at which it is seen how well points follow from their neighbours
   */
  StepCurve(List<Point> measured, int batch) {
    this.points = measured.stream().sorted(Comparator.comparingDouble(Point::flops)).toList();
    points.forEach(point -> byModel.put(point.model(), point));
    this.doubtBetween = doubtBetween(batch);
  }

  int size() {
    return points.size();
  }

  /**
   * Seconds of a step.
   *
   * @return empty if the model is much smaller or larger than those that were measured
   */
  Optional<Estimate> step(ModelSpec model, int batch) {
    Point same = byModel.get(model);
    if (same != null) {
      return Optional.of(Estimate.of(same.seconds(batch), same.seen().scatter()));
    }
    double flops = model.trainingFlopsPerItem();
    if (flops * REACH < points.get(0).flops()
        || flops > REACH * points.get(points.size() - 1).flops()) {
      return Optional.empty();
    }
    double seconds = Math.exp(between(points, flops, point -> Math.log(point.seconds(batch))));
    double scatter = between(points, flops, point -> point.seen().scatter());
    return Optional.of(Estimate.of(seconds, doubtBetween * scatter));
  }

  double trainerBytes(ModelSpec model) {
    Point same = byModel.get(model);
    return same != null
        ? same.seen().trainerBytes()
        : between(points, model.trainingFlopsPerItem(), Point::bytesRatio) * bytes(model);
  }

  /** A value of a model, which is linear in the logarithm of its operations between two points. */
  private static double between(List<Point> points, double flops, ToDoubleFunction<Point> value) {
    List<Point> atIt = points.stream().filter(point -> point.flops() == flops).toList();
    if (!atIt.isEmpty()) {
      return atIt.stream().mapToDouble(value).average().orElseThrow();
    }
    int above = 0;
    while (above < points.size() && points.get(above).flops() < flops) {
      above++;
    }
    // Outside, the line through the two outermost is continued, if there are two.
    int upper = Math.max(1, Math.min(points.size() - 1, above));
    Point high = points.get(Math.min(upper, points.size() - 1));
    Point low = points.get(upper - 1);
    double width = Math.log(high.flops() / low.flops());
    double share = width == 0 ? 0 : Math.log(flops / low.flops()) / width;
    return value.applyAsDouble(low)
        + share * (value.applyAsDouble(high) - value.applyAsDouble(low));
  }

  /**
   * By how much those between the ends miss what follows from the others. With the one itself, the
   * gap is half as wide, and so is what is missed.
   */
  private double doubtBetween(int batch) {
    List<Double> missed = new ArrayList<>();
    for (int place = 1; place < points.size() - 1; place++) {
      Point one = points.get(place);
      List<Point> others = new ArrayList<>(points);
      others.remove(place);
      double expected = between(others, one.flops(), point -> Math.log(point.seconds(batch)));
      missed.add(Math.abs(expected - Math.log(one.seconds(batch))));
    }
    return Math.exp(missed.stream().mapToDouble(m -> m / 2).average().orElse(0));
  }

  /** Numbers of parameters, moments and gradients, and of an item's activations. */
  private static double bytes(ModelSpec model) {
    return Float.BYTES
        * ((double) COPIES_OF_PARAMETERS * model.parameterCount() + model.activationsPerItem());
  }
}
