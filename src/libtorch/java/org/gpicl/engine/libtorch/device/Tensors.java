package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch.from_blob;

import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Java's arrays as tensors, and the lifetime of tensors: none waits for the garbage collector. */
public final class Tensors {
  private Tensors() {}

  /** Makes a tensor that stays until it is closed. */
  public static Tensor held(Supplier<Tensor> maker) {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = maker.get();
      tensor.retainReference();
      return tensor;
    }
  }

  /**
   * What is computed on the way to a result ends with it, as in Python, where variables end with
   * their function: then only the graph holds what the backward pass needs, and lets go of it as
   * soon as it has used it. The result belongs to the scope around, which there must be.
   */
  public static Tensor alone(Supplier<Tensor> computation) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = computation.get();
      outer.attach(result);
      return result;
    }
  }

  /** A tensor on the processor with memory of its own. */
  public static Tensor of(float[] values, long... shape) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Float)).clone();
    }
  }

  /** As above. */
  public static Tensor of(long[] values, long... shape) {
    try (LongPointer pointer = new LongPointer(values)) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Long)).clone();
    }
  }

  /** The numbers of a float tensor on the processor, row after row. */
  public static float[] values(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      float[] values = new float[Math.toIntExact(tensor.numel())];
      tensor.contiguous().data_ptr_float().get(values);
      return values;
    }
  }
}
