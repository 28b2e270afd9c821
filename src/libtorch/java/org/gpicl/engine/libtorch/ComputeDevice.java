package org.gpicl.engine.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.gpicl.engine.Batch;

/** Where a training computes: on the processor, or on streams of its own on a GPU. */
interface ComputeDevice extends AutoCloseable {

  /** For people. */
  String title();

  /** For autocast. */
  DeviceType type();

  /** Whether it computes while the caller's thread goes on. */
  boolean computesBeside();

  /** Lets what the calling thread does from now on happen there; trainers change threads. */
  void enter();

  /** The numbers of a tensor on the processor, there. */
  Tensor take(Tensor tensor);

  /** A batch brought there, by any thread; the batch may be filled anew when this returns. */
  TensorBatch load(Batch batch);

  /** How many floats of activations one pass may hold; a batch with more goes in several. */
  long activationsPerPass();

  @Override
  void close();
}
