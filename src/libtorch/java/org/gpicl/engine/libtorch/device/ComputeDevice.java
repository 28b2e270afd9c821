package org.gpicl.engine.libtorch.device;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.gpicl.engine.Batch;

/** Where a training computes: on the processor, or on streams of its own on a GPU. */
public interface ComputeDevice extends AutoCloseable {

  /** For people. */
  String title();

  /** For autocast. */
  DeviceType type();

  /** Whether dropout and sequences come faster from its own random numbers than from ours. */
  boolean drawsThere();

  /** Lets what the calling thread does from now on happen there; trainers change threads. */
  void enter();

  /** The numbers of a tensor on the processor, there: what is needed once and may take its time. */
  Tensor take(Tensor tensor);

  /** As {@link #take}, for what every step needs: nobody waits for it. */
  Tensor send(Tensor tensor);

  /** Does there, beside the steps, what they do not need yet; by any thread, which waits. */
  <T> T aside(Supplier<T> work);

  /** A batch brought there, by any thread; the batch may be filled anew when this returns. */
  TensorBatch load(Batch batch);

  /**
   * A batch made there, by any thread.
   *
   * @param length rows of an item
   * @param maker is called with {@link #aside}, in a scope that ends with it
   */
  TensorBatch make(int size, int length, Supplier<TensorBatch.Rows> maker);

  /** How many floats of activations one pass may hold; a batch with more goes in several. */
  long activationsPerPass();

  /**
   * How many random counters are worked on together, in about 70 bytes each. It decides which
   * sequences are projected by one product, so that their bits depend on it.
   */
  int countersAtOnce();

  @Override
  void close();
}
