package org.gpicl.engine;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;

/**
 * Everything needed to resume a training, on any engine.
 *
 * @param step how many steps have been taken
 * @param parameters the parameters' values, in the order of {@link ModelSpec#parameters()}
 * @param firstMoments Adam's m, or empty
 * @param secondMoments Adam's v, or empty
 */
public record TrainingState(
    long step, List<float[]> parameters, List<float[]> firstMoments, List<float[]> secondMoments) {

  public TrainingState {
    parameters = List.copyOf(parameters);
    firstMoments = List.copyOf(firstMoments);
    secondMoments = List.copyOf(secondMoments);
  }

  /** The state before the first step. */
  public static TrainingState initial(ModelSpec model, TrainingSpec training) {
    return new TrainingState(
        0,
        model.initialParameters(training.seed()),
        zeros(model, training.optimiser()),
        zeros(model, training.optimiser()));
  }

  private static List<float[]> zeros(ModelSpec model, OptimiserSpec optimiser) {
    List<float[]> zeros = new ArrayList<>();
    if (optimiser.moments() > 0) {
      model.parameters().forEach(shape -> zeros.add(new float[shape.size()]));
    }
    return zeros;
  }
}
