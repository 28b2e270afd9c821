package org.gpicl.engine.reference;

import org.gpicl.engine.Batch;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;

/**
 * Training steps in plain double precision, as {@link OptimiserSpec} writes them, on gradients by
 * finite differences: only for tiny models.
 */
public final class ReferenceOptimiser {
  private final ModelSpec model;
  private final TrainingSpec training;
  private final double[][] parameters;
  private final double[][] m;
  private final double[][] v;
  private long step;

  public ReferenceOptimiser(ModelSpec model, TrainingSpec training, TrainingState initial) {
    this.model = model;
    this.training = training;
    this.parameters = ReferenceModel.parameters(initial);
    this.m = new double[parameters.length][];
    this.v = new double[parameters.length][];
    for (int p = 0; p < parameters.length; p++) {
      m[p] = new double[parameters[p].length];
      v[p] = new double[parameters[p].length];
    }
    this.step = initial.step();
  }

  /** One step of training; returns the loss before its update. */
  public double step(Batch batch) {
    double loss = ReferenceModel.loss(model, training, parameters, batch, step, true);
    double[][] gradients = ReferenceModel.gradients(model, training, parameters, batch, step, true);
    clip(gradients);
    double rate = training.schedule().at(step);
    step++;
    for (int p = 0; p < parameters.length; p++) {
      for (int k = 0; k < parameters[p].length; k++) {
        update(p, k, gradients[p][k], rate);
      }
    }
    return loss;
  }

  /** The parameters as they are now. */
  public double[][] parameters() {
    return parameters;
  }

  private void clip(double[][] gradients) {
    if (training.clipNorm() == 0) {
      return;
    }
    double squares = 0;
    for (double[] gradient : gradients) {
      for (double g : gradient) {
        squares += g * g;
      }
    }
    double scale = Math.min(1, training.clipNorm() / (Math.sqrt(squares) + 1e-6));
    for (double[] gradient : gradients) {
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] *= scale;
      }
    }
  }

  private void update(int p, int k, double g, double rate) {
    if (!(training.optimiser() instanceof OptimiserSpec.Adam adam)) {
      parameters[p][k] -= rate * g;
      return;
    }
    double w = parameters[p][k];
    w -= rate * adam.weightDecay() * w;
    m[p][k] = adam.beta1() * m[p][k] + (1 - adam.beta1()) * g;
    v[p][k] = adam.beta2() * v[p][k] + (1 - adam.beta2()) * g * g;
    double root = Math.sqrt(v[p][k]) / Math.sqrt(1 - Math.pow(adam.beta2(), step));
    w -= rate / (1 - Math.pow(adam.beta1(), step)) * m[p][k] / (root + adam.epsilon());
    parameters[p][k] = w;
  }
}
