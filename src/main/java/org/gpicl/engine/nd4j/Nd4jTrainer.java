package org.gpicl.engine.nd4j;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.OptimiserSpec.Adam;
import org.gpicl.model.TrainingSpec;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Applies this program's own clipping, schedule and optimisers to a network's gradients. */
final class Nd4jTrainer implements Trainer {
  private static final double CLIP_EPSILON = 1e-6; // as PyTorch's clip_grad_norm_

  private final Network network;
  private final TrainingSpec training;
  private final BooleanSupplier stop;
  private final INDArray firstMoments; // [n], or null without moments
  private final INDArray secondMoments;
  private long step;
  private boolean closed;

  Nd4jTrainer(Network network, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    this.network = network;
    this.training = training;
    this.stop = stop;
    this.step = initial.step();
    boolean moments = training.optimiser().moments() > 0;
    this.firstMoments = moments ? network.layout().pack(initial.firstMoments()) : null;
    this.secondMoments = moments ? network.layout().pack(initial.secondMoments()) : null;
  }

  @Override
  public StepResult step(Batch batch) {
    abandonIfStopped();
    StepResult result = network.differentiate(batch, step, stop);
    abandonIfStopped();
    INDArray gradients = network.gradients();
    gradients.divi(result.predictions());
    clip(gradients);
    update(network.parameters(), gradients, training.schedule().at(step));
    step++;
    return result;
  }

  private void abandonIfStopped() {
    if (stop.getAsBoolean()) {
      throw new StepAbandonedException();
    }
  }

  private void clip(INDArray gradients) {
    if (training.clipNorm() > 0) {
      double norm = gradients.norm2Number().doubleValue();
      double scale = training.clipNorm() / (norm + CLIP_EPSILON);
      if (scale < 1) {
        gradients.muli(scale);
      }
    }
  }

  /** Updates the weights by the formulas of {@link org.gpicl.model.OptimiserSpec}. */
  private void update(INDArray weights, INDArray gradients, double rate) {
    if (!(training.optimiser() instanceof Adam adam)) {
      weights.subi(gradients.muli(rate));
      return;
    }
    if (adam.weightDecay() > 0) {
      weights.muli(1 - rate * adam.weightDecay());
    }
    double firstBias = 1 - Math.pow(adam.beta1(), step + 1);
    double secondBias = 1 - Math.pow(adam.beta2(), step + 1);
    try (INDArray squares = gradients.mul(gradients)) {
      secondMoments.muli(adam.beta2()).addi(squares.muli(1 - adam.beta2()));
    }
    firstMoments.muli(adam.beta1()).addi(gradients.muli(1 - adam.beta1()));
    try (INDArray divisor = Transforms.sqrt(secondMoments, true)) {
      divisor.divi(Math.sqrt(secondBias)).addi(adam.epsilon());
      try (INDArray change = firstMoments.div(divisor)) {
        weights.subi(change.muli(rate / firstBias));
      }
    }
  }

  @Override
  public float[] logits(Batch batch) {
    return network.logits(batch);
  }

  @Override
  public TrainingState state() {
    return new TrainingState(
        step,
        network.layout().unpack(network.parameters()),
        moments(firstMoments),
        moments(secondMoments));
  }

  private List<float[]> moments(INDArray moments) {
    return moments == null ? List.of() : network.layout().unpack(moments);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
      if (firstMoments != null) {
        firstMoments.close();
        secondMoments.close();
      }
    }
  }
}
