package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;
import static org.bytedeco.pytorch.global.torch.stack;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.TensorBatch;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.tasks.ItemDraws;

/**
 * A model in training. A batch goes through the network in passes of as many items as the device
 * has room for activations; their gradients add up.
 *
 * <p>With {@link Precision#FLOAT16} the loss is multiplied by a power of two, so that small
 * gradients do not vanish. A step whose gradients overflow is repeated with a smaller factor: no
 * step is lost, and no scale must be stored for a resume.
 */
final class LibtorchTrainer implements Trainer {
  private static final double CLIP_EPSILON = 1e-6; // as PyTorch's clip_grad_norm_
  private static final double FIRST_SCALE = 65536; // as its GradScaler begins
  private static final double LEAST_SCALE = 1.0 / 65536;
  private static final double SMALLER = 1.0 / 8;
  private static final long REDUCE_SUM = 2;
  private static final long IGNORE_NONE = -100;

  private final ModelSpec model;
  private final TrainingSpec training;
  private final ComputeDevice device;
  private final BooleanSupplier stop;
  private final OutOfMemory memory;
  private final TrainerParts parts;
  private final FlatParameters parameters;
  private final int itemsPerPass;
  private long step;
  private boolean closed;

  private LibtorchTrainer(
      ModelSpec model,
      TrainingSpec training,
      ComputeDevice device,
      BooleanSupplier stop,
      OutOfMemory memory,
      TrainerParts parts,
      long step) {
    this.model = model;
    this.training = training;
    this.device = device;
    this.stop = stop;
    this.memory = memory;
    this.parts = parts;
    this.parameters = parts.parameters();
    this.itemsPerPass =
        OutOfMemory.itemsPerPass(model, training.batch(), device.activationsPerPass());
    this.step = step;
  }

  /**
   * Opens a training on a device, which is closed with the training, or now if it does not fit.
   *
   * @throws org.gpicl.engine.EngineException if it does not fit into the device's memory
   */
  static LibtorchTrainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      ComputeDevice device,
      BooleanSupplier stop) {
    OutOfMemory memory = new OutOfMemory(model, training, device);
    TrainerParts parts = new TrainerParts(device);
    try {
      memory.guard(() -> parts.make(model, training, initial));
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
    return new LibtorchTrainer(model, training, device, stop, memory, parts, initial.step());
  }

  @Override
  public LoadedBatch load(Batch batch) {
    return memory.guard(() -> device.load(batch));
  }

  @Override
  public Optional<BatchMaker> maker(ItemDraws draws, double labelScale) {
    return device.drawsThere() && SequenceMaker.suits(draws.spec())
        ? Optional.of(
            memory.guard(() -> new SequenceMaker(draws, (float) labelScale, device, memory)))
        : Optional.empty();
  }

  @Override
  public StepResult step(Batch batch) {
    try (LoadedBatch loaded = load(batch)) {
      return step(loaded);
    }
  }

  @Override
  public StepResult step(LoadedBatch loaded) {
    return memory.guard(() -> step((TensorBatch) loaded));
  }

  private StepResult step(TensorBatch batch) {
    device.enter();
    batch.use().run();
    double scale = training.precision() == Precision.FLOAT16 ? FIRST_SCALE : 1;
    while (true) {
      Seen seen = differentiate(batch, scale);
      abandonIfStopped();
      if (Double.isFinite(seen.norm()) || scale <= LEAST_SCALE || scale == 1) {
        update(seen.norm() / scale, scale);
        step++;
        int predictions = batch.size() * model.length();
        return new StepResult(seen.loss() / predictions, (int) seen.correct(), predictions);
      }
      scale *= SMALLER;
    }
  }

  /**
   * @param loss the summed loss
   * @param norm the norm of the scaled gradients; 0 if not needed
   */
  private record Seen(double loss, double correct, double norm) {}

  /** Computes the gradients of the mean loss, times the scale. */
  private Seen differentiate(TensorBatch batch, double scale) {
    try (PointerScope scope = new PointerScope()) {
      parameters.gradients().zero_();
      Tensor sums = null; // [2]: loss, right predictions
      for (int first = 0; first < batch.size(); first += itemsPerPass) {
        abandonIfStopped();
        int items = Math.min(itemsPerPass, batch.size() - first);
        int begin = first;
        Tensor pass = Tensors.alone(() -> pass(batch, begin, items, scale));
        sums = sums == null ? pass : sums.add(pass);
      }
      boolean overflows = training.precision() == Precision.FLOAT16;
      Tensor norm =
          training.clipNorm() > 0 || overflows
              ? linalg_vector_norm(parameters.gradients()).to(ScalarType.Double)
              : sums.select(0, 0).mul(new Scalar(0.0));
      // Everything that the caller needs, in one transfer: the only time that a step waits.
      Tensor results = stack(new TensorVector(sums.select(0, 0), sums.select(0, 1), norm)).cpu();
      double[] values = new double[3];
      results.data_ptr_double().get(values);
      return new Seen(values[0], values[1], values[2]);
    }
  }

  private Tensor pass(TensorBatch batch, int first, int items, double scale) {
    Tensor inputs = batch.inputs(first, items); // [items * length, inputs]
    Tensor labels = batch.labels(first, items); // [items * length]
    Dropouts drops = parts.dropouts(step, first, items);
    Tensor logits; // [items * length, classes]
    try (Autocast cast = Autocast.of(training.precision(), device.type())) {
      logits = parts.network().logits(inputs, items, drops).to(ScalarType.Float);
    }
    Tensor loss =
        cross_entropy_loss(logits, labels, new TensorOptional(), REDUCE_SUM, IGNORE_NONE, 0);
    double predictions = (double) batch.size() * model.length();
    loss.mul(new Scalar(scale / predictions)).backward();
    Tensor correct = logits.argmax(new LongOptional(1), false).eq(labels).sum();
    return stack(
        new TensorVector(loss.detach().to(ScalarType.Double), correct.to(ScalarType.Double)));
  }

  private void update(double norm, double scale) {
    double factor = 1 / scale;
    if (training.clipNorm() > 0) {
      factor *= Math.min(1, training.clipNorm() / (norm + CLIP_EPSILON));
    }
    if (factor != 1) {
      try (PointerScope scope = new PointerScope()) {
        parameters.gradients().mul_(new Scalar(factor));
      }
    }
    parts.optimiser().step(step, training.schedule().at(step));
  }

  private void abandonIfStopped() {
    if (stop.getAsBoolean()) {
      throw new StepAbandonedException();
    }
  }

  @Override
  public float[] logits(Batch batch) {
    return memory.guard(() -> forward(batch));
  }

  private float[] forward(Batch batch) {
    int perItem = model.length() * model.classes();
    float[] logits = new float[batch.size() * perItem];
    device.enter();
    try (TensorBatch loaded = device.load(batch);
        NoGradGuard none = new NoGradGuard();
        Autocast cast = Autocast.of(training.precision(), device.type())) {
      loaded.use().run();
      for (int first = 0; first < batch.size(); first += itemsPerPass) {
        int items = Math.min(itemsPerPass, batch.size() - first);
        try (PointerScope scope = new PointerScope()) {
          Tensor inputs = loaded.inputs(first, items);
          Tensor pass = parts.network().logits(inputs, items, Dropouts.NONE).to(ScalarType.Float);
          float[] values = Tensors.values(pass.cpu());
          System.arraycopy(values, 0, logits, first * perItem, values.length);
        }
      }
    }
    return logits;
  }

  @Override
  public TrainingState state() {
    device.enter();
    return new TrainingState(
        step,
        parameters.unpack(parameters.values()),
        parts.optimiser().firstMoments(),
        parts.optimiser().secondMoments());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      parts.close();
    }
  }
}
