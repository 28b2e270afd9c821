package org.gpicl.engine.libtorch.device;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.gpicl.engine.Batch;

/** The processor, used by the calling thread only. */
public class CpuDevice implements ComputeDevice {
  /** About 80 MB, plus what the backward pass holds. */
  private static final long ACTIVATIONS = 20_000_000;

  private static final int COUNTERS = 1 << 18;

  @Override
  public String title() {
    return "the processor";
  }

  @Override
  public DeviceType type() {
    return DeviceType.CPU;
  }

  @Override
  public boolean drawsThere() {
    return false;
  }

  @Override
  public void enter() {
    // Every thread is already on the processor.
  }

  @Override
  public Tensor take(Tensor tensor) {
    return tensor;
  }

  @Override
  public Tensor send(Tensor tensor) {
    return tensor;
  }

  @Override
  public <T> T aside(Supplier<T> work) {
    return work.get();
  }

  @Override
  public TensorBatch load(Batch batch) {
    return TensorBatch.of(batch, new TensorOptions());
  }

  @Override
  public TensorBatch make(int size, int length, Supplier<TensorBatch.Rows> maker) {
    try (PointerScope scope = new PointerScope()) {
      return TensorBatch.held(size, length, maker.get());
    }
  }

  @Override
  public long activationsPerPass() {
    return ACTIVATIONS;
  }

  @Override
  public int countersAtOnce() {
    return COUNTERS;
  }

  @Override
  public void close() {
    // Nothing to free.
  }
}
