package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch.torch_empty;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.Batch;
import org.gpicl.engine.LoadedBatch;

/**
 * A batch as tensors on the device that computes the steps.
 *
 * @param size how many items it has
 * @param length rows per item
 * @param inputs [size * length, inputs]
 * @param labels [size * length]
 * @param use run before anything is computed from the tensors
 */
public record TensorBatch(int size, int length, Tensor inputs, Tensor labels, Runnable use)
    implements LoadedBatch {
  private static final Runnable NOTHING = () -> {};

  /** Copies a batch into tensors on the processor. */
  static TensorBatch of(Batch batch, TensorOptions memory) {
    try (PointerScope scope = new PointerScope()) {
      int rows = batch.size() * batch.length();
      Tensor inputs = empty(memory, ScalarType.Float, rows, batch.width());
      inputs.data_ptr_float().put(batch.inputs(), 0, rows * batch.width());
      Tensor labels = empty(memory, ScalarType.Long, rows);
      labels.data_ptr_long().put(Arrays.stream(batch.labels(), 0, rows).asLongStream().toArray());
      return held(batch.size(), batch.length(), new Rows(inputs, labels));
    }
  }

  /** A batch whose tensors outlive the scope they were made in, until the batch is closed. */
  static TensorBatch held(int size, int length, Rows rows) {
    return held(size, length, rows, NOTHING);
  }

  /** A batch whose tensors outlive their scope and are in another stream's memory. */
  static TensorBatch held(int size, int length, Rows rows, Runnable use) {
    rows.inputs().retainReference();
    rows.labels().retainReference();
    return new TensorBatch(size, length, rows.inputs(), rows.labels(), use);
  }

  private static Tensor empty(TensorOptions memory, ScalarType type, long... shape) {
    return torch_empty(shape, memory.dtype(new ScalarTypeOptional(type)), null);
  }

  /** The inputs of some items, [items * length, inputs]. */
  public Tensor inputs(int first, int items) {
    return inputs.narrow(0, (long) first * length, (long) items * length);
  }

  /** The labels of some items, [items * length]. */
  public Tensor labels(int first, int items) {
    return labels.narrow(0, (long) first * length, (long) items * length);
  }

  @Override
  public void close() {
    inputs.close();
    labels.close();
  }

  /**
   * The rows of a batch's items.
   *
   * @param inputs [size * length, inputs]
   * @param labels [size * length]
   */
  public record Rows(Tensor inputs, Tensor labels) {}
}
