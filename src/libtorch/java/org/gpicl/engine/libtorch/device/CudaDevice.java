package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch_cuda.getCurrentCUDAStream;
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
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.gpicl.engine.Batch;
import org.gpicl.machine.threads.Uninterrupted;

/**
 * A GPU as used by one training: one stream computes, so that trainings can share the device, and
 * another brings or makes batches while steps are computed.
 */
public final class CudaDevice implements ComputeDevice {
  /** 4 GB, plus what the backward pass holds. */
  public static final long ACTIVATIONS = 1_000_000_000;

  /** A third of a gigabyte, for few launches. */
  public static final int COUNTERS = 1 << 22;

  private final String title;
  private final byte ordinal;
  private final Device device;
  private final CudaStreams streams;
  private final CudaStreams.Pair pair;
  private final CUDAStream computing;
  private final CUDAStream ahead;

  /**
   * Takes streams of a device for one training.
   *
   * @param streams the streams of the device
   * @param title its name and memory, for people to read
   */
  public CudaDevice(CudaStreams streams, String title) {
    this.title = title;
    this.ordinal = streams.ordinal();
    this.device = new Device(DeviceType.CUDA, ordinal);
    this.streams = streams;
    this.pair = streams.take();
    this.computing = pair.computing();
    this.ahead = pair.ahead();
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
    // Otherwise, one thread per device would queue the backward passes of all trainings.
    AutogradState.get_tls_state().set_multithreading_enabled(false);
  }

  @Override
  public Tensor take(Tensor tensor) {
    // Not pinned, since pinned memory is never returned.
    return bring(tensor, false);
  }

  @Override
  public Tensor send(Tensor tensor) {
    // A copy from pinned memory does not wait for earlier work on the stream.
    return bring(tensor.pin_memory(), true);
  }

  private Tensor bring(Tensor tensor, boolean nonBlocking) {
    return tensor.to(device, tensor.scalar_type(), nonBlocking, false, new MemoryFormatOptional());
  }

  /**
   * Runs work on the stream for batches, which has its own memory; the work is done when this
   * returns.
   */
  @Override
  public <T> T aside(Supplier<T> work) {
    set_device(ordinal);
    try (CUDAStream before = getCurrentCUDAStream(ordinal)) {
      setCurrentCUDAStream(ahead);
      try {
        T done = work.get();
        ahead.synchronize();
        return done;
      } finally {
        setCurrentCUDAStream(before);
      }
    }
  }

  @Override
  public TensorBatch load(Batch batch) {
    return aside(
        () ->
            held(
                batch.size(),
                batch.length(),
                () -> {
                  TensorOptions pinned = new TensorOptions().pinned_memory(new BoolOptional(true));
                  try (TensorBatch here = TensorBatch.of(batch, pinned)) {
                    return new TensorBatch.Rows(
                        bring(here.inputs(), true), bring(here.labels(), true));
                  }
                }));
  }

  @Override
  public TensorBatch make(int size, int length, Supplier<TensorBatch.Rows> maker) {
    return Uninterrupted.get(pair.maker().submit(() -> aside(() -> held(size, length, maker))));
  }

  private TensorBatch held(int size, int length, Supplier<TensorBatch.Rows> maker) {
    try (PointerScope scope = new PointerScope()) {
      TensorBatch.Rows rows = maker.get();
      return TensorBatch.held(size, length, rows, () -> use(rows.inputs(), rows.labels()));
    }
  }

  /**
   * Marks tensors of the other stream as used by this one, so that their memory is not reused
   * before this stream is done.
   */
  private void use(Tensor... tensors) {
    try (PointerScope scope = new PointerScope()) {
      for (Tensor tensor : tensors) {
        tensor.record_stream(computing.unwrap());
      }
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
    streams.give(pair);
    device.close();
  }
}
