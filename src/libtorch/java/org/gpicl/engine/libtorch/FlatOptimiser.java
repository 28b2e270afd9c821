package org.gpicl.engine.libtorch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.OptimiserSpec.Adam;

/** Updates parameters by the formulas of {@link OptimiserSpec}, on whole vectors. */
final class FlatOptimiser implements AutoCloseable {
  private final OptimiserSpec spec;
  private final FlatParameters parameters;
  private final Tensor firstMoments; // [n], or null without moments
  private final Tensor secondMoments;

  FlatOptimiser(OptimiserSpec spec, FlatParameters parameters, TrainingState initial) {
    this.spec = spec;
    this.parameters = parameters;
    boolean moments = spec.moments() > 0;
    this.firstMoments = moments ? parameters.pack(initial.firstMoments()) : null;
    try {
      this.secondMoments = moments ? parameters.pack(initial.secondMoments()) : null;
    } catch (RuntimeException e) {
      firstMoments.close();
      throw e;
    }
  }

  /**
   * Makes one update from the gradients.
   *
   * @param step the step, counted from 0
   */
  void step(long step, double rate) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard none = new NoGradGuard()) {
      if (spec instanceof Adam adam) {
        adam(adam, step + 1, rate);
      } else {
        parameters.values().add_(parameters.gradients(), new Scalar(-rate));
      }
    }
  }

  private void adam(Adam adam, long t, double rate) {
    Tensor w = parameters.values();
    Tensor g = parameters.gradients();
    if (adam.weightDecay() > 0) {
      w.mul_(new Scalar(1 - rate * adam.weightDecay()));
    }
    firstMoments.mul_(new Scalar(adam.beta1())).add_(g, new Scalar(1 - adam.beta1()));
    secondMoments.mul_(new Scalar(adam.beta2())).addcmul_(g, g, new Scalar(1 - adam.beta2()));
    Tensor divisor =
        secondMoments
            .sqrt()
            .div_(new Scalar(Math.sqrt(1 - Math.pow(adam.beta2(), t))))
            .add_(new Scalar(adam.epsilon()));
    w.addcdiv_(firstMoments, divisor, new Scalar(-rate / (1 - Math.pow(adam.beta1(), t))));
  }

  List<float[]> firstMoments() {
    return firstMoments == null ? List.of() : parameters.unpack(firstMoments);
  }

  List<float[]> secondMoments() {
    return secondMoments == null ? List.of() : parameters.unpack(secondMoments);
  }

  @Override
  public void close() {
    if (firstMoments != null) {
      firstMoments.close();
      secondMoments.close();
    }
  }
}
