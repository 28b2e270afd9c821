package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.engine.Batch;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/** Training steps of a model on one batch, which is already a tensor. */
abstract class TorchSteps implements Contestant {
  protected final Parameters parameters;
  private final TrainingSpec training;
  private final Optimiser optimiser;
  private final TensorVector clipped;
  private final Tensor inputs; // [size * length, inputs]
  private final Tensor labels; // [size * length]
  private long step;

  TorchSteps(ModelSpec model, TrainingSpec training, Batch batch) {
    this.training = training;
    this.parameters = new Parameters(model, training.seed());
    this.optimiser = Optimiser.of(training.optimiser(), parameters);
    this.clipped = parameters.vector();
    long rows = (long) batch.size() * batch.length();
    this.inputs = Tensors.of(batch.inputs(), rows, batch.width());
    this.labels = Tensors.of(batch.labels(), rows);
  }

  /** The logits [size * length, classes]. */
  abstract Tensor forward(Tensor x);

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public double run() {
    try (PointerScope step = new PointerScope()) {
      Tensor loss = alone(() -> cross_entropy_loss(forward(inputs), labels));
      loss.backward();
      update();
      return loss.item_float();
    }
  }

  /**
   * Frees intermediate results when the computation ends, as in Python, where variables end with
   * their function: then only the graph holds what the backward pass needs, and releases it as soon
   * as it has been used.
   */
  static Tensor alone(Supplier<Tensor> computation) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = computation.get();
      outer.attach(result);
      return result;
    }
  }

  private void update() {
    if (training.clipNorm() > 0) {
      clip_grad_norm_(clipped, training.clipNorm());
    }
    try (NoGradGuard none = new NoGradGuard()) {
      optimiser.step(training.schedule().at(step++));
    }
    parameters.forgetGradients();
  }

  @Override
  public void close() {
    parameters.close();
    inputs.close();
    labels.close();
  }
}
