package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.from_blob;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies Java arrays into tensors. */
final class Tensors {
  private Tensors() {}

  static Tensor of(float[] values, long... shape) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Float)).clone();
    }
  }

  static Tensor of(int[] values, long... shape) {
    try (LongPointer pointer = new LongPointer(Arrays.stream(values).asLongStream().toArray())) {
      return from_blob(pointer, shape, new TensorOptions(ScalarType.Long)).clone();
    }
  }
}
