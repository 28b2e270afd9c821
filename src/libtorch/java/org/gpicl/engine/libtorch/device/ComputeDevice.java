package org.gpicl.engine.libtorch.device;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.gpicl.engine.Batch;

/** The device of a training: the processor, or a GPU with streams for this training. */
public interface ComputeDevice extends AutoCloseable {

  /** Its name, for people to read. */
  String title();

  /** Its type, for autocast. */
  DeviceType type();

  /** Whether drawing dropout and sequences on the device is faster than on the processor. */
  boolean drawsThere();

  /** Directs the calling thread's work to this device from now on; trainers change threads. */
  void enter();

  /** Copies a tensor from the processor; for what is needed once and may take its time. */
  Tensor take(Tensor tensor);

  /** Copies a tensor from the processor without waiting; for what every step needs. */
  Tensor send(Tensor tensor);

  /** Runs work on the device in parallel to the steps; any thread may call this, and waits. */
  <T> T aside(Supplier<T> work);

  /** Copies a batch to the device, from any thread; the batch may be refilled when this returns. */
  TensorBatch load(Batch batch);

  /**
   * Makes a batch on the device, from any thread.
   *
   * @param length rows per item
   * @param maker called through {@link #aside}, in a scope that ends with it
   */
  TensorBatch make(int size, int length, Supplier<TensorBatch.Rows> maker);

  /**
   * The most activations that one pass may hold, in floats; a larger batch takes several passes.
   */
  long activationsPerPass();

  /**
   * How many random counters are processed together, at about 70 bytes each. This decides which
   * sequences one product projects, and so affects their bits.
   */
  int countersAtOnce();

  @Override
  void close();
}
