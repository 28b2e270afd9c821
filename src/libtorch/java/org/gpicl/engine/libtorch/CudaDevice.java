package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch_cuda.setCurrentCUDAStream;
import static org.bytedeco.pytorch.global.torch_cuda.set_device;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutogradState;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.cuda.CUDAEvent;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.Batch;

/**
 * A GPU, as one training uses it: a stream that computes, so that trainings share the device, and
 * one that brings batches, so that they come while steps are computed.
 */
final class CudaDevice implements ComputeDevice {
  /** 4 GB, and what the backward pass holds beside them. */
  static final long ACTIVATIONS = 1_000_000_000;

  /** A quarter of a gigabyte, and few launches. */
  private static final int COUNTERS = 1 << 22;

  private final String title;
  private final byte ordinal;
  private final Device device;
  private final CudaStreams streams;
  private final CudaStreams.Pair pair;
  private final CUDAStream computing;
  private final CUDAStream bringing;

  /**
   * @param streams of the device
   * @param title for people, with its memory
   */
  CudaDevice(CudaStreams streams, String title) {
    this.title = title;
    this.ordinal = streams.ordinal();
    this.device = new Device(DeviceType.CUDA, ordinal);
    this.streams = streams;
    this.pair = streams.take();
    this.computing = pair.computing();
    this.bringing = pair.bringing();
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public DeviceType type() {
    return DeviceType.CUDA;
  }

  @Override
  public boolean drawsThere() {
    return true;
  }

  @Override
  public void enter() {
    set_device(ordinal);
    setCurrentCUDAStream(computing);
    // Otherwise one thread for the whole device would queue the backward passes of all trainings.
    AutogradState.get_tls_state().set_multithreading_enabled(false);
  }

  @Override
  public Tensor take(Tensor tensor) {
    // From pinned memory nobody waits for what the stream still has to do.
    return bring(tensor.pin_memory(), tensor.scalar_type());
  }

  /** On the bringing stream, whose memory is its own. */
  @Override
  public <T> T aside(Supplier<T> work) {
    set_device(ordinal);
    setCurrentCUDAStream(bringing);
    try {
      return work.get();
    } finally {
      setCurrentCUDAStream(computing);
    }
  }

  @Override
  public TensorBatch load(Batch batch) {
    return make(
        batch.size(),
        batch.length(),
        () -> {
          TensorOptions pinned = new TensorOptions().pinned_memory(new BoolOptional(true));
          try (TensorBatch here = TensorBatch.of(batch, pinned)) {
            return new Rows(
                bring(here.inputs(), ScalarType.Float), bring(here.labels(), ScalarType.Long));
          }
        });
  }

  @Override
  public TensorBatch make(int size, int length, Supplier<Rows> maker) {
    return aside(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            Rows rows = maker.get();
            CUDAEvent made = new CUDAEvent();
            made.record(bringing);
            made.retainReference();
            return TensorBatch.held(
                size, length, rows, () -> await(made, rows.inputs(), rows.labels()), made::close);
          }
        });
  }

  /** The memory is the bringing stream's: it may not be used again before this one is done. */
  private void await(CUDAEvent made, Tensor... tensors) {
    try (PointerScope scope = new PointerScope()) {
      made.block(computing);
      for (Tensor tensor : tensors) {
        tensor.record_stream(computing.unwrap());
      }
    }
  }

  private Tensor bring(Tensor pinned, ScalarType type) {
    return pinned.to(device, type, true, false, new MemoryFormatOptional());
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
    streams.give(pair);
    device.close();
  }
}
