package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch.from_blob;

import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Copies Java arrays into tensors and manages tensors' lifetimes, without the garbage collector.
 */
public final class Tensors {
  private Tensors() {}

  /** Makes a tensor that lives until it is closed. */
  public static Tensor held(Supplier<Tensor> maker) {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = maker.get();
      tensor.retainReference();
      return tensor;
    }
  }

  /**
   * Frees intermediate results when the computation ends, as in Python, where variables end with
   * their function: then only the graph holds what the backward pass needs, and releases it as soon
   * as it has been used. The result belongs to the enclosing scope, which must exist.
   */
  public static Tensor alone(Supplier<Tensor> computation) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = computation.get();
      outer.attach(result);
      return result;
    }
  }

  /** Copies an array into a tensor on the processor. */
  public static Tensor of(float[] values, long... shape) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Float)).clone();
    }
  }

  /** Copies an array of integers into a tensor on the processor. */
  public static Tensor of(long[] values, long... shape) {
    try (LongPointer pointer = new LongPointer(values)) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Long)).clone();
    }
  }

  /** Copies the numbers of a float tensor on the processor, row by row. */
  public static float[] values(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      float[] values = new float[Math.toIntExact(tensor.numel())];
      tensor.contiguous().data_ptr_float().get(values);
      return values;
    }
  }
}
